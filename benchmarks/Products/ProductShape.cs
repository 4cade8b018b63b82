using System;

namespace FusedOpt.Benchmarks.Products;

/// <summary>The shape of a linear layer and its batch.</summary>
/// <param name="Examples">The rows of x and y.</param>
/// <param name="Inputs">The columns of x and of the weight.</param>
/// <param name="Outputs">The columns of y, and the rows of the weight.</param>
internal readonly record struct ProductShape(int Examples, int Inputs, int Outputs)
{
    /// <summary>All shapes that are measured.</summary>
    public static ProductShape[] All { get; } =
    [
        new(256, 256, 256), new(512, 512, 512), new(1024, 1024, 1024), new(32, 784, 128), new(128, 784, 512), new(2048, 128, 512),
        new(32, 128, 10), new(1, 784, 128), new(8, 16, 4),
    ];

    /// <summary>The shapes that are measured on two threads as well.</summary>
    public static ProductShape[] Threaded { get; } =
        [new(256, 256, 256), new(512, 512, 512), new(1024, 1024, 1024), new(32, 784, 128), new(128, 784, 512)];

    /// <summary>The name of the shape.</summary>
    public string Name => FormattableString.Invariant($"{Examples}x{Inputs}x{Outputs}");

    /// <summary>The operations of each of the three products: a multiplication and an addition for each term.</summary>
    public double Operations => 2.0 * Examples * Inputs * Outputs;
}
