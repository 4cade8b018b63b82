namespace FusedOpt.Generator.Model;

/// <summary>The kind of an optimized type, and its optimized base classes.</summary>
/// <param name="IsStruct">True if the type is a structure.</param>
/// <param name="HasLayout">True if the type declares the layout of its fields.</param>
/// <param name="IsOpen">True if other types may derive from the type.</param>
/// <param name="IsRecord">True if the type is a record, which can be copied.</param>
/// <param name="Base">The nearest base class that is optimized, as C# names it; null if none, or if it cannot be extended.</param>
/// <param name="Depth">The number of base classes that are optimized.</param>
/// <param name="HookAccess">The accessibility of the hooks in C#: <c>protected</c>, <c>private protected</c> or <c>private</c>.</param>
/// <param name="BaseHasModes">True if the nearest optimized base class can be moved to where it is evaluated.</param>
/// <param name="BaseIsScheduled">True if the nearest optimized base class takes its learning rate from a schedule.</param>
internal sealed record TypeHierarchy(
    bool IsStruct,
    bool HasLayout,
    bool IsOpen,
    bool IsRecord,
    string? Base,
    int Depth,
    string HookAccess,
    bool BaseHasModes,
    bool BaseIsScheduled)
{
    /// <summary>Returns the hierarchy of a type that cannot be read: the type is taken to have no base and no derived types.</summary>
    public static TypeHierarchy Alone(bool isStruct, bool isRecord) => new(
        isStruct,
        HasLayout: false,
        IsOpen: false,
        isRecord,
        Base: null,
        Depth: 0,
        HookAccess: "private",
        BaseHasModes: false,
        BaseIsScheduled: false);

    /// <summary>True if classes of other assemblies see the hooks.</summary>
    public bool ExposesHooks => HookAccess == "protected";
}
