namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>A state of every element that may begin at another value than 0.</summary>
/// <param name="Name">The name in the rule.</param>
/// <param name="Index">The number of the state in the program.</param>
/// <param name="Initial">The argument with the value at which the state begins, and begins anew where elements are pruned.</param>
internal sealed record BegunState(string Name, int Index, string Initial);
