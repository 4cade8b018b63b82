namespace FusedOpt.Generator.Model;

/// <summary>What kind of type is optimized, and what it derives from.</summary>
/// <param name="IsStruct">Whether it is a structure.</param>
/// <param name="HasLayout">Whether a structure says how its fields are laid out.</param>
/// <param name="IsOpen">Whether others may derive from it.</param>
/// <param name="IsRecord">Whether it is a record, which can be copied.</param>
/// <param name="Base">The nearest base class that is optimized, as C# names it; null if there is none, or none that can be extended.</param>
/// <param name="Depth">How many of its base classes are optimized.</param>
/// <param name="HookAccess">The accessibility of its hooks in C#: <c>protected</c>, <c>private protected</c> or <c>private</c>.</param>
/// <param name="BaseHasModes">Whether that one can be moved to where it is evaluated.</param>
/// <param name="BaseIsScheduled">Whether that one takes its learning rate from a schedule.</param>
internal sealed record TypeHierarchy(bool IsStruct, bool HasLayout, bool IsOpen, bool IsRecord, string? Base, int Depth, string HookAccess, bool BaseHasModes, bool BaseIsScheduled)
{
    /// <summary>Returns what is taken for granted of a type that cannot be read: it has nothing to do with others.</summary>
    public static TypeHierarchy Alone(bool isStruct, bool isRecord) => new(isStruct, HasLayout: false, IsOpen: false, isRecord, Base: null, Depth: 0, HookAccess: "private", BaseHasModes: false, BaseIsScheduled: false);

    /// <summary>True if classes of other assemblies see the hooks.</summary>
    public bool ExposesHooks => HookAccess == "protected";
}
