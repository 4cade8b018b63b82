namespace FusedOpt.Numerics.Tests.Models;

/// <summary>Three arrays and a single value, with state.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class Stateful
{
    public float[]? First = [1, 2, 3];
    public float Bias = 4;
    public double[]? Middle = [5, 6];
    public float[]? Last = [7, 8, 9, 10];
}

/// <summary>A model of three arrays without state.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Stateless
{
    public float[]? First = [1, 2, 3];
    public float Bias = 4;
    public double[]? Middle = [5, 6];
    public float[]? Last = [7, 8, 9, 10];
}
