namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>A generated file with code of a kernel.</summary>
/// <param name="Name">The name of the file, without its ending.</param>
/// <param name="Text">The file.</param>
internal sealed record KernelFile(string Name, string Text);
