using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>A pass that can be done wrongly on purpose.</summary>
public enum Fault
{
    None,
    LearningRate,
    NoTransforms,
    OtherNoise,
    NoAverage,
    NoScale,
    NoSkip,
    NoWaiting,
    NoMask,
    NoGradientMask,
    NoRoundingOfState,
    NoSum,
    NoClearing,
    LateSchedule,
}

/// <summary>
/// A step in passes of its own, one element after the other, in the documented order: wait, add up, choose what is pruned and mask its
/// gradients, unscale and clip, transform, the rule, the average, mask, clear.
/// </summary>
internal sealed class SeparatePasses
{
    private const int Piece = 65_536;

    private readonly Crossing _crossing;
    private readonly Fault _fault;
    private readonly Memory _initial;
    private readonly Pruning? _pruning;
    private readonly Track[] _tracks;
    private readonly string[] _names;
    private double _lossScale;
    private double _learningRate;
    private int _goodSteps;
    private int _microBatch;

    /// <param name="crossing">The combination to step.</param>
    /// <param name="model">A model whose parameters have been written.</param>
    /// <param name="fault">The fault to make.</param>
    public SeparatePasses(Crossing crossing, IOptimizable model, Fault fault)
    {
        (_crossing, _fault, Expected, _initial) = (crossing, fault, Memory.Of(model), Memory.Of(model));
        _lossScale = crossing.Named<GuardGradientsAttribute, double>("LossScale");
        if (crossing.Arguments("Prune") is { Length: > 0 } scope)
            _pruning = new(["Matrix"], isPerTensor: scope == "Tensor", _ => 0);
        _names = [.. Expected.Arrays.Keys.Where(k => !k.Contains('/', StringComparison.Ordinal))];
        _tracks = [.. _names.Select(name =>
        {
            Variant variant = Variant.Of(crossing.Type, crossing.Type.GetMember(name).Single())
                .Less(fault == Fault.NoTransforms, fault == Fault.NoAverage);
            int length = Expected.Arrays[name].Length;
            ParameterShape shape = name == "Matrix" ? new(length / 73, 73, IsMatrix: true) : ParameterShape.Vector(length);
            Place place = Whole.PlaceOf(model, name);
            if (fault == Fault.OtherNoise)
                place = place with { Parameter = place.Parameter + 1 };
            return Track.Of(
                name,
                new(variant, shape, null, null, () => _learningRate, Place: place) { KeepsState = fault == Fault.NoRoundingOfState },
                Expected);
        })];
    }

    /// <summary>The memory that the model is to hold.</summary>
    public Memory Expected { get; }

    /// <summary>The number of steps taken.</summary>
    public int StepCount { get; private set; }

    /// <summary>The number of steps that were skipped.</summary>
    public int Skipped { get; private set; }

    /// <summary>The pruned elements of the matrix; null while there are none.</summary>
    public bool[]? Pruned => _pruning?.Masks.GetValueOrDefault("Matrix");

    /// <summary>A call of the step, with gradients that have been written; it leaves them as they are to be left.</summary>
    public void Step(IReadOnlyList<Memory> given)
    {
        int microBatches = Math.Max(_crossing.Named<GuardGradientsAttribute, int>("MicroBatches"), 1);
        bool isWaiting = _fault != Fault.NoWaiting && ++_microBatch < microBatches;
        Dictionary<string, Array> gradients = _names.ToDictionary(
            n => n, n => Sum([.. given.Take(_fault == Fault.NoSum ? 1 : given.Count).Select(g => g.Arrays[n + "/gradient"])]));
        foreach (string key in _names.Select(n => n + "/gradient"))
        {
            foreach (Memory each in _crossing.Clears && !isWaiting && _fault != Fault.NoClearing ? given : [])
                each.Arrays[key] = Array.CreateInstance(each.Arrays[key].GetType().GetElementType()!, each.Arrays[key].Length);
            Expected.Arrays[key] = given[0].Arrays[key];
        }

        if (isWaiting)
            return;
        _microBatch = 0;
        _pruning?.Choose(Expected, StepCount + 1);
        if (Pruned is { } pruned && _fault != Fault.NoGradientMask)
            Mask(gradients["Matrix"], pruned, null);
        if (!Admits(gradients, microBatches))
            return;

        StepCount++;
        _learningRate = _crossing.Arguments("Schedule").Length > 0
            ? Crossing.Rate.GetLearningRate(StepCount - (_fault == Fault.LateSchedule ? 0 : 1))
            : 0.01;
        if (_fault == Fault.LearningRate)
            _learningRate *= 1.5;
        var before = new Memory();
        foreach ((string name, Array gradient) in gradients)
            before.Arrays[name + "/gradient"] = gradient;
        foreach (Track track in _tracks)
            track.Step(Expected, before, StepCount);
        if (Pruned is not { } masked || _fault == Fault.NoMask)
            return;
        foreach ((string key, Array values) in Expected.Arrays
            .Where(
                a => a.Key.Split('/')[0] == "Matrix"
                    && !a.Key.EndsWith("/gradient", StringComparison.Ordinal)
                    && a.Value.Length == masked.Length))
            Mask(values, masked, key == "Matrix" ? null : _initial.Arrays[key]);
    }

    // Applies a guard to the gradients; returns false if the step is skipped.
    private bool Admits(Dictionary<string, Array> gradients, int microBatches)
    {
        if (_crossing.Arguments("Guard").Length == 0)
            return true;
        double scale = 1 / ((_lossScale > 0 ? _lossScale : 1) * microBatches),
            norm = Norm(gradients),
            maxNorm = _crossing.Named<GuardGradientsAttribute, double>("MaxNorm");
        bool isGood = double.IsFinite(norm);
        if (_lossScale > 0)
        {
            _goodSteps = isGood ? _goodSteps + 1 : 0;
            _lossScale *= !isGood ? 0.5 : _goodSteps == 3 ? 2 : 1;
            _goodSteps %= 3;
        }

        if (!isGood && _fault != Fault.NoSkip)
        {
            Skipped++;
            return false;
        }

        if (maxNorm > 0)
            scale *= Math.Min(maxNorm / ((scale * norm) + 1e-6), 1);
        foreach (Array gradient in gradients.Values.Where(_ => _fault != Fault.NoScale))
        {
            if (gradient is float[] singles)
            {
                for (int i = 0; i < singles.Length; i++)
                    singles[i] *= (float)scale;
            }
            else if (gradient is double[] doubles)
            {
                for (int i = 0; i < doubles.Length; i++)
                    doubles[i] *= scale;
            }
        }

        return true;
    }

    // Fields in their order, then what is owned; each in pieces, as it is measured.
    private double Norm(Dictionary<string, Array> gradients)
    {
        bool isOwned = _crossing.Arguments("Kind").EndsWith("owned", StringComparison.Ordinal);
        IEnumerable<double[]> pieces = gradients.OrderBy(g => isOwned && g.Key == "Matrix")
            .SelectMany(g => g.Value.Cast<object>().Select(Convert.ToDouble).Chunk(Piece));
        return _crossing.Named<GuardGradientsAttribute, NormKind>("Norm") == NormKind.Infinity
            ? pieces.SelectMany(p => p).Select(Math.Abs).Aggregate(0.0, Math.Max)
            : Math.Sqrt(BlockSum.Of([.. pieces.Select(p => BlockSum.Of([.. p.Select(x => x * x)]))]));
    }

    // Adds in the type of the gradient; halves are added as floats.
    private static Array Sum(Array[] given) => given[0] switch
    {
        float[] => given.Cast<float[]>().Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]).ToArray(),
        double[] => given.Cast<double[]>().Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]).ToArray(),
        _ => given.Cast<Half[]>().Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]).Select(x => (float)x).ToArray(),
    };

    private static void Mask(Array values, bool[] pruned, Array? first)
    {
        for (int i = 0; i < pruned.Length; i++)
        {
            if (pruned[i])
                values.SetValue(first?.GetValue(i) ?? Activator.CreateInstance(values.GetType().GetElementType()!), i);
        }
    }
}
