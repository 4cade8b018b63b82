namespace FusedOpt.Generator.Model;

/// <summary>A member that only obsolete code may use. Generated code reaches the member by way of an obsolete property.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type in C#.</param>
/// <param name="IsStatic">True if the member is static.</param>
/// <param name="Reference">The words before the type of the property: <c>ref </c>, <c>ref readonly </c>, or none for a value.</param>
internal sealed record ObsoleteMember(string Name, string Type, bool IsStatic, string Reference);
