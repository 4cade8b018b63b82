namespace FusedOpt.Generator.Model;

/// <summary>A member that only obsolete code may use: generated code reaches it by way of an obsolete property.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in C#.</param>
/// <param name="IsStatic">Whether it belongs to the class.</param>
/// <param name="Reference">How the property returns it: <c>ref </c>, <c>ref readonly </c> or, by value, nothing.</param>
internal sealed record ObsoleteMember(string Name, string Type, bool IsStatic, string Reference);
