using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Models;
using FusedOpt.Benchmarks.Rules;
using static FusedOpt.Benchmarks.Cases.Size;

namespace FusedOpt.Benchmarks.Cases;

/// <summary>All cases, in the order of the table.</summary>
internal static class Catalogue
{
    /// <summary>The cases.</summary>
    public static IEnumerable<Case> Cases =>
    [
        .. OneTensor(
            "Adam", length => new AdamModel(length), () => new AdamFormula<float>(0), quick: [K, 16 * K, 64 * K, M, 16 * M],
            fast: length => new FastAdamModel(length)),
        .. Arenas(),
        .. OneTensor("AdamW", length => new AdamWModel(length), () => new AdamFormula<float>(0.01), quick: [16 * K]),
        .. OneTensor("Sgd, momentum", length => new SgdModel(length), () => new SgdFormula(), quick: [16 * K, 16 * M]),
        .. OneTensor("Lion", length => new LionModel(length), () => new LionFormula(), quick: [16 * K]),
        .. OneTensor("RmsProp", length => new RmsPropModel(length), () => new RmsPropFormula(), quick: [16 * K]),
        .. OneTensor("Lamb", length => new LambModel(length), () => new LambFormula(), quick: [K, 16 * K, M]),
        .. OneTensor("Adam, double", length => new AdamDoubleModel(length), () => new AdamFormula<double>(0), quick: [16 * K]),
        .. NarrowState(),
        .. ManyTensors(),
        .. OtherGradients(),
        .. Scalars(),
    ];

    private static IEnumerable<Case> OneTensor<T>(
        string name, Func<int, IOptimizable> model, Func<Formula<T>> formula, int[] quick, Func<int, IOptimizable>? fast = null)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        Size.All.Select(size => new TensorCase<T>(
            $"{name}, {Size.Text(size)}", quick.Contains(size) ? Extent.Quick : Extent.Full, [size], () => model(size), formula())
        {
            Fast = fast is null ? null : () => fast(size),
        });

    private static IEnumerable<Case> Arenas()
    {
        Func<IOptimizable>[] models =
        [
            () => new AdamArena1K(), () => new AdamArena16K(), () => new AdamArena64K(), () => new AdamArena1M(), () => new AdamArena16M(),
            () => new AdamArena64M(),
        ];
        return Size.All.Zip(models, (size, model) => new TensorCase<float>(
            $"Adam, {Size.Text(size)}, arena", size == 16 * K ? Extent.Quick : Extent.Full, [size], model, new AdamFormula<float>(0))
        {
            Fast = size == 16 * K ? () => new FastAdamArena16K() : null,
        });
    }

    private static IEnumerable<Case> NarrowState()
    {
        foreach ((int size, bool onThreads) in new[] { (16 * K, false), (16 * M, false), (64 * M, false), (64 * M, true) })
            yield return new NarrowCase(
                $"Adam state, {Size.Text(size)}{(onThreads ? ", threads" : "")}", size < M ? Extent.Quick : Extent.Full, size, onThreads);
    }

    private static IEnumerable<Case> ManyTensors()
    {
        yield return new TensorCase<float>(
            "Adam, 1,000 x 64", Extent.Quick, [.. Enumerable.Repeat(64, 1_000)], () => new ThousandTensors(), new AdamFormula<float>(0))
        {
            Baseline = Baseline.Times("one tensor of 64,000", () => new Model<float>(Column.Baseline, new AdamModel(64_000))),
        };
        yield return new TensorCase<float>(
            "Adam, 1,000 x 64, arena", Extent.Full, [.. Enumerable.Repeat(64, 1_000)], () => new ThousandTensorsArena(),
            new AdamFormula<float>(0));
        yield return new TensorCase<float>(
            "Adam, transformer", Extent.Quick, Lengths.Of(new TransformerTensors()), () => new TransformerTensors(),
            new AdamFormula<float>(0));
    }

    private static IEnumerable<Case> OtherGradients()
    {
        foreach (Gradients kind in (Gradients[])[Gradients.Zero, Gradients.Subnormal])
        {
            yield return new TensorCase<float>(
                $"Adam, 16K, {kind.ToString().ToLowerInvariant()}",
                Extent.Quick,
                [16 * K],
                () => new AdamModel(16 * K),
                new AdamFormula<float>(0))
            {
                Gradients = kind,
                Baseline = Baseline.Times("ordinary gradients", () => new Model<float>(Column.Baseline, new AdamModel(16 * K))),
            };
        }
    }

    private static IEnumerable<Case> Scalars()
    {
        int[] lengths = [.. Enumerable.Repeat(1, 8)];
        yield return new TensorCase<float>("Sgd, 8 scalars", Extent.Quick, lengths, () => new SgdScalars(), new PlainSgdFormula())
        {
            Steps = model => Take((SgdScalars)model),
            Baseline = new(() => new Powers(new PlainSgdFormula()), (step, _, _) => FormattableString.Invariant($"{step:F1} ns a step")),
        };
        yield return new TensorCase<float>("Adam, 8 scalars", Extent.Quick, lengths, () => new AdamScalars(), new AdamFormula<float>(0))
        {
            Steps = model => Take((AdamScalars)model),
            Baseline = new(
                () => new Powers(new AdamFormula<float>(0)),
                (step, powers, _) => FormattableString.Invariant(
                    $"{step:F1} ns a step, {powers:F1} of them for what all elements share, two powers above all")),
        };
    }

    // The class's own Step, not the interface's, as users call it.
    private static Action<int> Take(SgdScalars model) => steps =>
    {
        for (int i = 0; i < steps; i++)
            model.Step();
    };

    private static Action<int> Take(AdamScalars model) => steps =>
    {
        for (int i = 0; i < steps; i++)
            model.Step();
    };
}
