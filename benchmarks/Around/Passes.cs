using System;
using System.Linq;
using System.Numerics.Tensors;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Rules;

namespace FusedOpt.Benchmarks.Around;

/// <summary>
/// The passes of a feature without FusedOpt: calls of TensorPrimitives before and after the step, as few as there can be.
/// </summary>
internal sealed record Passes
{
    private const double ClipEpsilon = 1e-6;

    // The number of squares that are added up in float; their sums are added in double. One float for 16M squares would lose a thousandth.
    private const int Piece = 1 << 14;

    private static readonly double Unit = Formula<float>.Unit;

    /// <summary>Writes what they have beside parameters and gradients before the first step.</summary>
    public Action<SeparatePasses>? Start { get; init; }

    /// <summary>Runs the pass before the step; returns true if the step is taken.</summary>
    public Func<SeparatePasses, bool>? Before { get; init; }

    /// <summary>Runs the pass after the step.</summary>
    public Action<SeparatePasses>? After { get; init; }

    /// <summary>Returns the tolerance against FusedOpt after the referee's steps, for a number of elements.</summary>
    public Func<int, Tolerance>? Tolerance { get; init; }

    public static Passes ClipByValue { get; } = Scaling(at => TensorPrimitives.Clamp(at.Gradients, -0.5f, 0.5f, at.Gradients));

    public static Passes ClipByNorm { get; } = new() { Before = Clip, Tolerance = Norm };

    public static Passes SkipNonFinite { get; } = new() { Before = at => TensorPrimitives.IsFiniteAll<float>(at.Gradients) };

    public static Passes MicroBatches { get; } = Scaling(
        at => TensorPrimitives.Multiply(at.Gradients, 1f / MicroBatchesModel.Count, at.Gradients));

    public static Passes Zeroing { get; } = new() { After = at => at.Gradients.Clear() };

    public static Passes Ema { get; } = new()
    {
        Start = Weights,
        After = Average,
        Tolerance = _ => new() { Average = 24 * Unit },
    };

    public static Passes Swa { get; } = new()
    {
        Start = Weights,
        After = at => TensorPrimitives.Lerp(at.Extra, at.Weights, 1f / at.Step, at.Extra),
        Tolerance = _ => new() { Average = 24 * Unit },
    };

    public static Passes Lookahead { get; } = new()
    {
        Start = Weights,
        After = at =>
        {
            if (at.Step % LookaheadModel.K != 0)
                return;
            TensorPrimitives.Lerp(at.Extra, at.Weights, 0.5f, at.Extra);
            at.Extra.CopyTo(at.Weights);
        },
        // The weights take over what the average is.
        Tolerance = _ => new() { Average = 24 * Unit, Weight = 24 * Unit },
    };

    // A gradient of 0 leaves moments of 0, and those a weight of 0.
    public static Passes Prune { get; } = new()
    {
        Start = at => Mask(at.Weights, at.Extra),
        Before = at =>
        {
            TensorPrimitives.Multiply(at.Gradients, at.Extra, at.Gradients);
            if (at.Step == 1)
                TensorPrimitives.Multiply(at.Weights, at.Extra, at.Weights);
            return true;
        },
    };

    public static Passes Sum { get; } = new()
    {
        Start = at => Values.Gradients(1, at.Extra.AsSpan(), Gradients.Ordinary),
        Before = at =>
        {
            TensorPrimitives.Add(at.Gradients, at.Extra, at.Gradients);
            return true;
        },
    };

    public static Passes Schedule { get; } = Scaling(at => at.LearningRate = ScheduledModel.Rate.GetLearningRate(at.Step - 1));

    public static Passes Together { get; } = new()
    {
        Start = Weights,
        Before = Clip,
        After = at =>
        {
            Average(at);
            at.Gradients.Clear();
        },
        // A parameter's move, below 3e-3 in three steps, passes its error on.
        Tolerance = length => Norm(length) with { Average = 24 * Unit + Norm(length).Weight + Norm(length).Move * 3e-3 },
    };

    private static Passes Scaling(Action<SeparatePasses> before) => new()
    {
        Before = at =>
        {
            before(at);
            return true;
        },
    };

    // A norm that is not finite tells of a gradient that is not.
    private static bool Clip(SeparatePasses at)
    {
        double squares = 0;
        for (int start = 0; start < at.Gradients.Length; start += Piece)
            squares += TensorPrimitives.SumOfSquares<float>(at.Gradients[start..Math.Min(start + Piece, at.Gradients.Length)]);
        double norm = Math.Sqrt(squares);
        if (!double.IsFinite(norm))
            return false;
        TensorPrimitives.Multiply(at.Gradients, (float)Math.Min(1 / (norm + ClipEpsilon), 1), at.Gradients);
        return true;
    }

    // Squares are added up in float, at least four sums side by side: a quarter of a piece in roundings, halved by the root. By as much all
    // gradients are off; second moments and moves by twice as much.
    private static Tolerance Norm(int length)
    {
        double factor = Math.Min(length, Piece) / 4 * Unit;
        return new(State: factor + (12 * Unit), Move: factor + (32 * Unit), Weight: 12 * Unit);
    }

    private static void Weights(SeparatePasses at) => at.Weights.CopyTo(at.Extra);

    // Weights are below 2. Two products and a sum, against a difference, a product and a sum, are less than 8 units of 1 apart in each of
    // three steps.
    private static void Average(SeparatePasses at)
    {
        double decay = Math.Min(0.999, (1.0 + at.Step) / (10.0 + at.Step));
        TensorPrimitives.Lerp(at.Extra, at.Weights, (float)(1 - decay), at.Extra);
    }

    // 0 for the smallest, of equal ones for the first; 1 for the others.
    private static void Mask(ReadOnlySpan<float> weights, Span<float> mask)
    {
        float[] magnitudes = new float[weights.Length];
        TensorPrimitives.Abs(weights, magnitudes);
        float[] sorted = [.. magnitudes.Order()];
        int pruned = (int)Math.Round(PrunedModel.Share * weights.Length);
        float largest = sorted[pruned - 1];
        int ties = pruned - Array.FindIndex(sorted, magnitude => magnitude == largest);
        for (int i = 0; i < mask.Length; i++)
            mask[i] = magnitudes[i] < largest || (magnitudes[i] == largest && ties-- > 0) ? 0 : 1;
    }
}
