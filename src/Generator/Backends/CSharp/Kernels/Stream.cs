namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>An array that a kernel goes along.</summary>
/// <param name="Name">The variable that holds the element at hand.</param>
/// <param name="Reference">The variable that refers to the first element.</param>
/// <param name="Span">The variable that holds the array.</param>
internal sealed record Stream(string Name, string Reference, string Span);
