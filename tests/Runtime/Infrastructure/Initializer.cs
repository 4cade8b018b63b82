using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Runtime.Tests.Infrastructure;

/// <summary>One way to fill a span, and what must come of it.</summary>
/// <param name="Name">The name of the distribution.</param>
/// <param name="Singles">The call for floats.</param>
/// <param name="Doubles">The call for doubles.</param>
/// <param name="Scale">The deviation of a normal distribution, the bound of a uniform one, by the published formula.</param>
/// <param name="IsNormal">True for a normal distribution; false for a uniform one.</param>
internal sealed record Initializer(string Name, Fill<float> Singles, Fill<double> Doubles, double Scale, bool IsNormal)
{
    public static IReadOnlyList<Initializer> All { get; } =
    [
        new("Uniform",
            (w, seed) => Initialize.Uniform(w, seed, low: -0.75, high: 0.75),
            (w, seed) => Initialize.Uniform(w, seed, low: -0.75, high: 0.75), 0.75, IsNormal: false),
        new("Normal",
            (w, seed) => Initialize.Normal(w, seed, standardDeviation: 0.02),
            (w, seed) => Initialize.Normal(w, seed, standardDeviation: 0.02), 0.02, IsNormal: true),
        new("XavierUniform",
            (w, seed) => Initialize.XavierUniform(w, fanIn: 30, fanOut: 20, seed),
            (w, seed) => Initialize.XavierUniform(w, fanIn: 30, fanOut: 20, seed), Math.Sqrt(6.0 / 50), IsNormal: false),
        new("XavierNormal",
            (w, seed) => Initialize.XavierNormal(w, fanIn: 30, fanOut: 20, seed, Gain.Tanh),
            (w, seed) => Initialize.XavierNormal(w, fanIn: 30, fanOut: 20, seed, Gain.Tanh), 5.0 / 3 * Math.Sqrt(2.0 / 50), IsNormal: true),
        new("KaimingUniform",
            (w, seed) => Initialize.KaimingUniform(w, fan: 64, seed),
            (w, seed) => Initialize.KaimingUniform(w, fan: 64, seed), Math.Sqrt(6.0 / 64), IsNormal: false),
        new("KaimingNormal",
            (w, seed) => Initialize.KaimingNormal(w, fan: 64, seed, Gain.LeakyRelu(0.2)),
            (w, seed) => Initialize.KaimingNormal(w, fan: 64, seed, Gain.LeakyRelu(0.2)), Math.Sqrt(2 / (1.04 * 64)), IsNormal: true),
    ];

    public static Initializer Named(string name) => All.Single(i => i.Name == name);

    /// <summary>Floats of a seed, as doubles, over the scale: what is standard normal, or uniform over [-1, 1].</summary>
    public double[] Standardised(int count, long seed)
    {
        float[] values = new float[count];
        Singles(values, seed);
        return [.. values.Select(v => v / Scale)];
    }
}

/// <summary>Fills a span with the numbers of a seed.</summary>
internal delegate void Fill<T>(Span<T> values, long seed);
