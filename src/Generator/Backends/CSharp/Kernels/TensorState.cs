namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>A state of the whole parameter.</summary>
/// <param name="Name">The variable that holds the state.</param>
/// <param name="Reference">The variable that refers to the memory of the state.</param>
/// <param name="Index">The number of the state in the program.</param>
/// <param name="Out">The value that the state has after the step.</param>
internal sealed record TensorState(string Name, string Reference, int Index, int Out);
