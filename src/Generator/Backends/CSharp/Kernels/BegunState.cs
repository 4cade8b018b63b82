namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>A state of every element that may begin at another value than 0.</summary>
/// <param name="Name">What the rule calls it.</param>
/// <param name="Index">Its number among the program's states.</param>
/// <param name="Initial">The argument that says where it begins, and begins anew where it is pruned.</param>
internal sealed record BegunState(string Name, int Index, string Initial);
