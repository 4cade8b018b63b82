namespace FusedOpt.Generator.Ir;

/// <summary>A further entry of a kernel, for parameters that are not spans of the kernel's element type, or are pruned.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Form">The form of the parameters in memory.</param>
/// <param name="IsPruned">True if pruned elements and their states begin anew, block by block, after the update.</param>
internal sealed record KernelEntry(KernelIr Kernel, Staging Form, bool IsPruned);
