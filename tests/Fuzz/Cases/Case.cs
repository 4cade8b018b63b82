using System;

namespace FusedOpt.Fuzz.Tests.Cases;

/// <summary>A class with its rule: a source file that is all there is to it.</summary>
/// <param name="Seed">The seed of the case.</param>
/// <param name="Source">The text of the file. Its classes have the seed in their names.</param>
internal sealed record Case(int Seed, string Source)
{
    /// <summary>The class of parameters.</summary>
    public string Model => FormattableString.Invariant($"M{Seed}");

    /// <summary>The name of the same class with fast math, if there is one.</summary>
    public string Fast => FormattableString.Invariant($"F{Seed}");

    /// <summary>The case of a seed: always the same.</summary>
    public static Case Of(int seed) => new(seed, RandomModel.Of(new Random(seed), seed));
}
