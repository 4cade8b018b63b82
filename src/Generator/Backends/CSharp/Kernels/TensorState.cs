namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>A state of the whole parameter.</summary>
/// <param name="Name">The variable that holds it.</param>
/// <param name="Reference">The variable that refers to where it is kept.</param>
/// <param name="Index">Its number among the program's states.</param>
/// <param name="Out">The value that it has after the step.</param>
internal sealed record TensorState(string Name, string Reference, int Index, int Out);
