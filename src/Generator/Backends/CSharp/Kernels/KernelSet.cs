using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>The kernels for one kind of parameter.</summary>
/// <param name="Update">A step.</param>
/// <param name="Evaluate">The move to where it is evaluated, or null.</param>
/// <param name="Train">The move back, or null.</param>
internal sealed record KernelSet(Kernel Update, Kernel? Evaluate, Kernel? Train)
{
    public IEnumerable<Kernel> All => new[] { Update, Evaluate, Train }.OfType<Kernel>();
}
