using System.Collections.Generic;
using System.Linq;

namespace IrisSample;

/// <summary>Flowers as a model takes them: their features one after the other, and their species.</summary>
/// <param name="Features">Four numbers for each flower.</param>
/// <param name="Species">One number for each flower.</param>
internal sealed record Flowers(float[] Features, int[] Species)
{
    /// <summary>Lays the features of flowers one after the other.</summary>
    public static Flowers Of(IReadOnlyCollection<Flower> flowers) =>
        new([.. flowers.SelectMany(f => f.Features)], [.. flowers.Select(f => f.Species)]);
}
