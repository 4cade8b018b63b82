using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Threading;
using FusedOpt.Runtime.Tests.Threads;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Products;

/// <summary>A product has the bits of three nested loops, whatever its shape, vectors, plan and threads.</summary>
[Collection(nameof(ThreadTeamTests))]
public sealed class MatMulTests : IDisposable
{
    private static readonly Start[] s_starts = Enum.GetValues<Start>();

    // Below, at and above the sizes of vectors, tiles and panels, and the ones that choose a plan.
    private static readonly int[] s_sizes = [1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17, 31, 33, 48, 50, 65, 97];

    public MatMulTests() => OptimizeOptions.MaxDegreeOfParallelism = 1;

    public void Dispose() => OptimizeOptions.MaxDegreeOfParallelism = -1;

    public static TheoryData<bool, bool> Forms => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Forms))]
    public void AProductHasTheBitsOfThreeLoops(bool isTransposedA, bool isTransposedB)
    {
        var random = new Random(1);
        for (int run = 0; run < 150; run++)
        {
            CheckChosen<float>(random, isTransposedA, isTransposedB);
            CheckChosen<double>(random, isTransposedA, isTransposedB);
        }
    }

    private static void CheckChosen<T>(Random random, bool isTransposedA, bool isTransposedB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Product<T> product = Draw<T>(random, isTransposedA, isTransposedB);
        foreach (Start start in s_starts)
        {
            product.Run<Exact>(start);
            Assert.True(product.CountDifferences(start) == 0, product.ToString());
            product.AssertRestIsUntouched();
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void NeitherWidthNorPlanChangesABit(bool isTransposedA, bool isTransposedB)
    {
        var random = new Random(2);
        for (int run = 0; run < 25; run++)
        {
            CheckPlans(Draw<float>(random, isTransposedA, isTransposedB), random, isTransposedA, isTransposedB);
            CheckPlans(Draw<double>(random, isTransposedA, isTransposedB), random, isTransposedA, isTransposedB);
        }
    }

    private static void CheckPlans<T>(Product<T> product, Random random, bool isTransposedA, bool isTransposedB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (Func<MatMulPlan, MatMulPlan> change in Plans(random, isTransposedA, isTransposedB))
        {
            Start start = s_starts[random.Next(s_starts.Length)];
            Check<Simd512<T>>(change, start);
            Check<Simd256<T>>(change, start);
            Check<Simd128<T>>(change, start);
            Check<SimdScalar<T>>(change, start);
        }

        void Check<TVector>(Func<MatMulPlan, MatMulPlan> change, Start start)
            where TVector : struct, ISimdVector<TVector, T>
        {
            MatMulPlan taken = default!;
            product.Run<TVector, Exact>(start, plan => taken = change(plan));
            Assert.True(product.CountDifferences(start) == 0, $"{product} with {TVector.Count} elements a vector and {taken}");
            product.AssertRestIsUntouched();
        }
    }

    private static IEnumerable<Func<MatMulPlan, MatMulPlan>> Plans(Random random, bool isTransposedA, bool isTransposedB)
    {
        yield return plan => plan;
        if (isTransposedB && !isTransposedA)
            yield return plan => plan with { Method = MatMulMethod.FewRows };
        if (isTransposedB && !isTransposedA)
            yield return plan => plan with { Method = MatMulMethod.Transposed };
        foreach ((int rows, int vectors) in new[] { (8, 3), (6, 2), (8, 1) })
        {
            bool packsA = random.Next(2) == 0, packsB = isTransposedB || random.Next(2) == 0;
            nuint depth = (nuint)random.Next(1, 20);
            yield return plan => plan with
            {
                Method = MatMulMethod.Tiles,
                TileRows = rows,
                TileVectors = vectors,
                DepthBlock = depth,
                PacksA = packsA && isTransposedA,
                PacksB = packsB,
            };
        }
    }

    // A larger one, for blocks of rows and of the depth, and for packing that the sizes alone decide.
    [Theory]
    [InlineData(false, true, 70, 300, 1100)]
    [InlineData(false, false, 200, 100, 1030)]
    [InlineData(true, false, 530, 70, 600)]
    [InlineData(true, false, 128, 200, 512)]
    [InlineData(true, true, 260, 70, 260)]
    [InlineData(false, true, 1100, 3, 40)]
    public void LargeOnesToo(bool isTransposedA, bool isTransposedB, int rows, int columns, int depth)
    {
        var product = new Product<float>(new Random(3), rows, columns, depth, isTransposedA, isTransposedB);
        product.Run<Exact>(Start.Sum);
        Assert.Equal(0, product.CountDifferences(Start.Sum));
        product.AssertRestIsUntouched();
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void NothingIsSkippedThatIsNotANumber(bool isTransposedA, bool isTransposedB)
    {
        var random = new Random(4);
        float[] special =
            [0, -0f, 1, -1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -1e-40f, 1e-30f, float.MaxValue];
        for (int run = 0; run < 60; run++)
        {
            Product<float> product = Draw(random, isTransposedA, isTransposedB, r => special[r.Next(special.Length)]);
            CheckPlans(product, random, isTransposedA, isTransposedB);
        }
    }

    [Fact]
    public void DifferencesAreSeen()
    {
        var random = new Random(5);
        var product = new Product<float>(random, 20, 40, 60, false, true);
        product.Run<Exact>(Start.Zero);
        Assert.Equal(0, product.CountDifferences(Start.Zero));
        Assert.InRange(product.CountDifferences(Start.Bias), 400, 800);
        Assert.InRange(product.CountDifferences(Start.Zero, isFused: true), 200, 800);

        // Rounded once, where the machine has an instruction for it.
        product.Run<Contracted>(Start.Zero);
        Assert.Equal(0, product.CountDifferences(Start.Zero, isFused: HasFusedInstruction));
    }

    private static bool HasFusedInstruction =>
        System.Runtime.Intrinsics.X86.Fma.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported;

    [Theory]
    [InlineData(1, 4000, 600)]
    [InlineData(33, 784, 128)]
    [InlineData(160, 160, 160)]
    [InlineData(700, 20, 300)]
    public void ThreadsChangeNoBit(int rows, int columns, int depth)
    {
        foreach (int threads in new[] { 2, 7 })
        {
            OptimizeOptions.MaxDegreeOfParallelism = threads;
            foreach ((bool isTransposedA, bool isTransposedB) in new[] { (false, false), (false, true), (true, false) })
            {
                var product = new Product<float>(new Random(6), rows, columns, depth, isTransposedA, isTransposedB);
                for (int run = 0; run < 4; run++)
                {
                    Start start = s_starts[run % s_starts.Length];
                    product.Run<Exact>(start);
                    Assert.True(product.CountDifferences(start) == 0, $"{product} on {threads} threads");
                    product.AssertRestIsUntouched();
                }
            }
        }
    }

    [Fact]
    public void OthersHelpWithALargeProduct()
    {
        OptimizeOptions.MaxDegreeOfParallelism = 4;
        var product = new Product<float>(new Random(7), 256, 256, 256, false, false);
        var threads = new ConcurrentDictionary<int, bool>();
        var patience = new System.Diagnostics.Stopwatch();
        patience.Start();
        while (threads.Count < 2 && patience.Elapsed < TimeSpan.FromSeconds(60))
            product.Run<Exact, Noted>(Start.Zero, new Noted((_, _, _, _) => threads[Environment.CurrentManagedThreadId] = true));
        Assert.InRange(threads.Count, 2, 4);
        Assert.Equal(0, product.CountDifferences(Start.Zero));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void AnEpilogueSeesEachElementOnceAndComplete(bool isTransposedA, bool isTransposedB)
    {
        var random = new Random(8);
        foreach (int threads in new[] { 1, 3 })
        {
            OptimizeOptions.MaxDegreeOfParallelism = threads;
            foreach ((int rows, int columns, int depth) in new[]
                { (1, 7, 3), (5, 100, 9), (40, 10, 40), (600, 3, 40), (33, 50, 2), (120, 130, 1100), (300, 70, 300), (8, 17, 0) })
            {
                int[,] seen = new int[rows, columns];
                float[,] then = new float[rows, columns];
                var product = new Product<float>(random, rows, columns, depth, isTransposedA, isTransposedB);
                product.Run<Exact, Noted>(Start.Sum, new Noted((row, height, column, width) =>
                {
                    for (int i = row; i < row + height; i++)
                    {
                        for (int j = column; j < column + width; j++)
                        {
                            Interlocked.Increment(ref seen[i, j]);
                            then[i, j] = product[i, j];
                        }
                    }
                }));
                for (int i = 0; i < rows; i++)
                {
                    for (int j = 0; j < columns; j++)
                        Assert.Equal(BitConverter.SingleToInt32Bits(product[i, j]), BitConverter.SingleToInt32Bits(then[i, j]));
                }

                Assert.All(seen.Cast<int>(), count => Assert.Equal(1, count));
                Assert.Equal(0, product.CountDifferences(Start.Sum));
            }
        }
    }

    [Fact]
    public void AProductWithoutTermsIsItsStart()
    {
        foreach ((bool isTransposedA, bool isTransposedB) in new[] { (false, false), (false, true), (true, false) })
        {
            foreach (Start start in s_starts)
            {
                var product = new Product<float>(new Random(9), 10, 20, 0, isTransposedA, isTransposedB);
                product.Run<Exact>(start);
                Assert.Equal(0, product.CountDifferences(start));
            }
        }
    }

    [Fact]
    public void NothingIsAllocated()
    {
        foreach ((bool isTransposedA, bool isTransposedB) in new[] { (false, false), (false, true), (true, false) })
        {
            foreach ((int rows, int columns, int depth) in new[] { (1, 50, 50), (32, 10, 100), (200, 50, 100), (300, 100, 300) })
            {
                var product = new Product<float>(new Random(10), rows, columns, depth, isTransposedA, isTransposedB);
                Assert.Equal(0, Allocation.Of(() => product.Run<Exact>(Start.Sum)));
            }
        }
    }

    private static Product<T> Draw<T>(Random random, bool isTransposedA, bool isTransposedB, Func<Random, T>? value = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(random, Size(random), Size(random), Size(random), isTransposedA, isTransposedB, value);

    private static int Size(Random random) => s_sizes[random.Next(s_sizes.Length)];

    private readonly struct Noted(Action<int, int, int, int> note) : IMatMulEpilogue
    {
        public void Apply(int row, int rows, int column, int columns) => note(row, rows, column, columns);
    }
}
