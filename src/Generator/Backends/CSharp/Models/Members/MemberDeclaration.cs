namespace FusedOpt.Generator.Backends.CSharp.Models.Members;

/// <summary>
/// A member that a generated type declares. An optimized type writes a body behind the head; in a refused type the member throws.
/// </summary>
/// <param name="Key">The name that tells the member from the others of the type.</param>
/// <param name="Head">The declaration without a body: modifiers, type, name and parameters.</param>
internal sealed record MemberDeclaration(string Key, string Head)
{
    /// <summary>The constraint on the type parameter, which an override must not repeat; empty if there is none.</summary>
    public string Constraint { get; init; } = "";

    /// <summary>The modifiers of a property's setter, each with a space behind it; null if there is no setter.</summary>
    public string? Setter { get; init; }

    /// <summary>The modifiers and the type of a field, which cannot throw; null for another member.</summary>
    public string? FieldType { get; init; }

    /// <summary>True if others can see the member, and false for a hook of a class that no class can derive from.</summary>
    public bool IsVisible { get; init; } = true;

    /// <summary>
    /// True if the generated code documents the member, false if the user declares the member or an explicit implementation hides it.
    /// </summary>
    public bool IsDocumented { get; init; } = true;

    /// <summary>Returns the declaration with a body that throws.</summary>
    /// <param name="exception">The exception, as an expression.</param>
    public string Refuse(string exception) => FieldType is not null ? Head + ";"
        : Setter is { } modifiers ? $"{Head} {{ get => throw {exception}; {modifiers}set => throw {exception}; }}"
        : $"{Head}{(Constraint.Length > 0 ? " " + Constraint : "")} => throw {exception};";
}
