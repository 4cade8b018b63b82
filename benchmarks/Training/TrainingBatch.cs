using System;

namespace FusedOpt.Benchmarks.Training;

/// <summary>Examples that repeat with their seed.</summary>
internal sealed class TrainingBatch
{
    /// <param name="examples">The number of examples.</param>
    /// <param name="inputs">The number of inputs of an example.</param>
    /// <param name="classes">The number of classes.</param>
    public TrainingBatch(int examples, int inputs, int classes)
    {
        (Inputs, Labels) = (new float[examples * inputs], new int[examples]);
        Fill(Inputs, seed: 0, scale: 1);
        for (int i = 0; i < examples; i++)
            Labels[i] = i % classes;
    }

    /// <summary>The inputs, one example after the other.</summary>
    public float[] Inputs { get; }

    /// <summary>The label of each example.</summary>
    public int[] Labels { get; }

    /// <summary>Fills an array with numbers between a scale and its negative.</summary>
    public void Fill(float[] values, int seed, float scale)
    {
        var random = new Random(seed + Labels.Length);
        foreach (ref float value in values.AsSpan())
            value = scale * (2 * random.NextSingle() - 1);
    }
}
