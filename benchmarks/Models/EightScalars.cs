namespace FusedOpt.Benchmarks.Models;

/// <summary>Eight numbers, in fields of their own.</summary>
[Optimize(Adam)]
internal sealed partial class AdamScalars
{
    public float A = 1, B = 2, C = 3, D = 4, E = 5, F = 6, G = 7, H = 8;
}

/// <inheritdoc cref="AdamScalars"/>
[Optimize(Sgd)]
internal sealed partial class SgdScalars
{
    public float A = 1, B = 2, C = 3, D = 4, E = 5, F = 6, G = 7, H = 8;
}
