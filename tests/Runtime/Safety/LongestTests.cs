using System;
using System.Buffers;
using System.Runtime.InteropServices;
using Xunit;

namespace FusedOpt.Runtime.Tests.Safety;

/// <summary>
/// Parameters of as many elements as a span can have. Only the last of them are touched, so that the system gives memory for these alone.
/// </summary>
public sealed unsafe class LongestTests
{
    private const int Longest = int.MaxValue;

    // Chunks so short that one ends in the middle of a block.
    private const int Chunks = 1 << 16;

    [Fact]
    public void TheLastBlockOfHalves()
    {
        using Reserved<Half> parameter = new(Longest), gradient = new(Longest);
        var model = new LongHalves();
        model.Gradients.Weights = gradient.Memory;
        model.Weights = parameter.Memory;
        TakeLast(model, parameter.GetSpan(), gradient.GetSpan(), (Half)8, (Half)2, (Half)7);
    }

    [Fact]
    public void TheLastElementsOfFloats()
    {
        using Reserved<float> parameter = new(Longest), gradient = new(Longest);
        var model = new LongSingles();
        model.Gradients.Weights = gradient.Memory;
        model.Weights = parameter.Memory;
        TakeLast(model, parameter.GetSpan(), gradient.GetSpan(), 8, 2, 7);
    }

    [Fact]
    public void TheLastBlockOfASum()
    {
        using Reserved<float> parameter = new(Longest), first = new(Longest), second = new(Longest);
        var model = new LongSummed();
        model.Gradients.Weights = first.Memory;
        model.Weights = parameter.Memory;
        var other = new LongSummed.ParameterGradients(new LongSummed()) { Weights = second.Memory };
        second.GetSpan()[^600..].Fill(2);
        TakeLast(model, parameter.GetSpan(), first.GetSpan(), 8, 0, 7, model.Gradients, other);
    }

    [Fact]
    public void TheLastBlockOfWhatIsPruned()
    {
        const int Start = Longest - 700, Count = 700;
        var mask = new PruneMask(Longest);
        mask.Prune(Longest - 1);
        mask.Prune(Start + 3);
        Span<float> values = new float[Count];
        values.Fill(1);
        mask.Apply(Start, values);
        Assert.Equal((1f, 0f, 1f, 0f), (values[2], values[3], values[^2], values[^1]));
        Assert.Equal(Count - 2, values.Count(1f));

        // All of them at once: the last word of the mask follows an index that no int has.
        using Reserved<Half> all = new(Longest);
        var last = new PruneMask(Longest);
        all.GetSpan()[^2..].Fill((Half)1);
        last.Prune(Longest - 2);
        last.Apply(0, all.GetSpan());
        Assert.Equal(((Half)0, (Half)1), (all.GetSpan()[^2], all.GetSpan()[^1]));
    }

    [Fact]
    public void Pieces()
    {
        int last = Longest / GradientMeasure.Piece * GradientMeasure.Piece;
        Assert.Equal(Longest, GradientMeasure.GetEnd(last, Longest));
        Assert.Equal(last, GradientMeasure.GetEnd(last - GradientMeasure.Piece, Longest));
        Assert.Equal(100, GradientMeasure.GetEnd(0, 100));
        Assert.True(unchecked(last + GradientMeasure.Piece) < 0);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(256, 1)]
    [InlineData(257, 2)]
    [InlineData(Longest, 1 << 23)]
    [InlineData(Longest - 254, 1 << 23)]
    [InlineData(Longest - 255, (1 << 23) - 1)]
    [InlineData(Longest - 511, (1 << 23) - 2)]
    public void ScalesOfBlocks(int length, int count) => Assert.Equal(count, Block8s.Count(length));

    [Fact]
    public void TheTableOfRowsGrowsAsFarAsItCan()
    {
        int capacity = 0, turns = 0;
        while (capacity < 7 << 27)
        {
            (int grown, int buckets) = RowMap.Grown(capacity);
            Assert.True(grown > capacity && buckets > grown && int.PopCount(buckets) == 1);
            (capacity, turns) = (grown, turns + 1);
        }

        Assert.InRange(turns, 20, 40);
        Assert.Throws<InvalidOperationException>(() => RowMap.Grown(capacity));
    }

    [Fact]
    public void ATableOfMoreElementsThanASpanHasIsRefused()
    {
        Assert.Contains(
            "T has 2147483648 numbers",
            Assert.Throws<InvalidOperationException>(() => new RowGradients<float>("T", 1 << 30, 2)).Message,
            StringComparison.Ordinal);
        Assert.Equal(1 << 30, new RowGradients<float>("T", 1 << 30, 1).Height);
    }

    [Fact]
    public void ItemsOfMoreNumbersThanASpanHasAreRefused()
    {
        using Reserved<System.Numerics.Vector3> points = new(800_000_000, isReserved: false);
        var model = new LongPoints { Points = points.Memory };
        model.Gradients.Points = points.Memory;
        Assert.Contains(
            "LongPoints.Points has 2400000000 numbers",
            Assert.Throws<InvalidOperationException>(model.Step).Message,
            StringComparison.Ordinal);
        Assert.Equal(0, model.StepCount);
    }

    [Fact]
    public void WhatIsCopiedAsAWholeIsNotTooLongForTheCopy()
    {
        using Reserved<Half> halves = new(Longest, isReserved: false);
        var model = new LongMeasured();
        model.Gradients.Weights = halves.Memory;
        model.Weights = halves.Memory;
        Assert.Contains(
            "LongMeasured.Weights has 2147483647 elements",
            Assert.Throws<InvalidOperationException>(model.Step).Message,
            StringComparison.Ordinal);
        Assert.Equal(0, model.StepCount);
    }

    [Fact]
    public void SeveralFieldsTogetherAreCountedInLongs()
    {
        using Reserved<float> first = new(Longest, isReserved: false), second = new(Longest, isReserved: false);
        var model = new LongPair();
        (model.Gradients.First, model.Gradients.Second) = (first.Memory, second.Memory);
        (model.First, model.Second) = (first.Memory, second.Memory);
        var context = new StepContext(isStep: true);
        ((IOptimizable)model).Prepare(ref context);
        Assert.Equal(2L * Longest, context.Elements);
    }

    // Takes the last chunk, as one of the threads does that are given a chunk each.
    private static void TakeLast<T>(
        IOptimizable model, Span<T> parameter, Span<T> gradient, T value, T slope, T expected, params object[] summed)
        where T : unmanaged, IEquatable<T>
    {
        const int Seen = 600;
        parameter[^Seen..].Fill(value);
        if (summed.Length == 0)
            gradient[^Seen..].Fill(slope);
        StepContext context = StepDriver.Begin(model, ref model.StepState);
        GradientBuffers? buffers = null;
        try
        {
            if (summed.Length > 0)
                GradientBuffers.Enter<object>("Model", ref buffers, summed, ref context);
            model.Prepare(ref context);
            Assert.Equal(Longest, context.Elements);
            var partition = new WorkPartition();
            partition.Cut(context.Elements, Chunks / 32);
            StepContext last = context.ForRange(partition, range: -1, partition.End - 1);
            model.Apply(ref last);
        }
        finally
        {
            model.StepState.Leave(in context);
        }

        Assert.Equal(Seen, parameter[^Seen..].Count(expected));
        Assert.Equal(0, parameter[..Seen].Count(expected));
    }

    /// <summary>Memory of which the system gives pages when they are first written.</summary>
    private sealed class Reserved<T>(int length, bool isReserved = true) : MemoryManager<T>
        where T : unmanaged
    {
        private T* _first = isReserved ? (T*)NativeMemory.AllocZeroed((nuint)length, (nuint)sizeof(T)) : null;

        public override Memory<T> Memory => CreateMemory(length);

        public override Span<T> GetSpan() => new(_first, isReserved ? length : 0);

        public override MemoryHandle Pin(int elementIndex = 0) => new(_first + elementIndex);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
            NativeMemory.Free(_first);
            _first = null;
        }
    }
}

[Optimize(Optimizer.Sgd, LearningRate = 0.5)]
internal sealed partial class LongHalves
{
    public Memory<Half> Weights = new Half[1];
}

[Optimize(Optimizer.Sgd, LearningRate = 0.5)]
internal sealed partial class LongSingles
{
    public Memory<float> Weights = new float[1];
}

[Optimize(Optimizer.Sgd, LearningRate = 0.5), SumGradients]
internal sealed partial class LongSummed
{
    public Memory<float> Weights = new float[1];
}

[Optimize(Optimizer.Sgd)]
internal sealed partial class LongPoints
{
    public Memory<System.Numerics.Vector3> Points = new System.Numerics.Vector3[1];
}

[Optimize(Optimizer.Lars)]
internal sealed partial class LongMeasured
{
    public Memory<Half> Weights = new Half[1];
}

[Optimize(Optimizer.Sgd)]
internal sealed partial class LongPair
{
    public Memory<float> First = new float[1];
    public Memory<float> Second = new float[1];
}
