using System;
using System.Linq;
using System.Runtime.CompilerServices;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Arenas;

/// <summary>Spaces start with a line, do not overlap, and keep away from each other within a page.</summary>
public class PlacementTests
{
    private static readonly int[] _lengths = [0, 1, 16, 17, 127, 128, 129, 256, 257, 1000, 1024, 4096, 100_000];

    public static TheoryData<int> Spaces => [.. Enumerable.Range(1, 8)];

    [Theory]
    [MemberData(nameof(Spaces))]
    public void SpacesLieWell(int spaces)
    {
        foreach (int length in _lengths)
        {
            Check<float>(length, spaces);
            Check<double>(length, spaces);
            Check<Half>(length, spaces);
        }
    }

    private static void Check<T>(int length, int spaces)
        where T : unmanaged
    {
        for (int attempt = 0; attempt < 10; attempt++)
        {
            var arena = new Arena<T>("Model", length, new T[spaces - 1]);
            // Memory between them moves the others to another offset.
            byte[] between = GC.AllocateUninitializedArray<byte>(attempt * 408, pinned: true);
            long[] starts = [.. Enumerable.Range(0, spaces).Select(k => Address.Of(arena[k]))];
            Assert.Null(Address.Fault(starts, (long)length * Unsafe.SizeOf<T>()));
            Assert.All(Enumerable.Range(0, spaces), k => Assert.Equal(length, arena[k].Length));
            GC.KeepAlive(between);
        }
    }

    // Wherever the garbage collector puts the two pieces of memory.
    [Theory]
    [MemberData(nameof(Spaces))]
    public void EveryOffsetIsAnswered(int spaces)
    {
        foreach (long bytes in _lengths.Select(length => 4L * length))
        {
            var layout = new Layout(bytes, spaces);
            for (int offset = 0; offset < 4096; offset += 64)
            {
                const nint First = 1 << 30;
                nint memory = First + (1 << 24) + offset;
                int shift = layout.Shift(memory, First);
                long[] starts = [First, .. Enumerable.Range(0, spaces - 1).Select(k => memory + shift + k * layout.Stride)];
                Assert.Null(Address.Fault(starts, bytes));
                Assert.InRange(starts[^1] + layout.Size, 0, spaces == 1 ? First + layout.Size : memory + layout.Others);
            }
        }
    }

    [Theory]
    [InlineData(2, 2048)]
    [InlineData(3, 1344)]
    [InlineData(4, 1024)]
    [InlineData(5, 768)]
    [InlineData(6, 640)]
    [InlineData(7, 576)]
    [InlineData(8, 512)]
    public void DistancesAreEqual(int spaces, int distance)
    {
        foreach (long bytes in new[] { distance, distance + 1, 5000, 1L << 20, 1L << 33 })
            Assert.Equal(distance, new Layout(bytes, spaces).Stride % 4096);
        Assert.Equal(64, new Layout(1, spaces).Stride);
        Assert.Equal(distance - 64, new Layout(distance - 64, spaces).Stride);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void MoreSpacesDoNotOverlap(int spaces)
    {
        var arena = new Arena<float>("Model", 2000, new float[spaces - 1]);
        for (int space = 0; space < spaces; space++)
        {
            Assert.Equal(0, Address.Of(arena[space]) % 64);
            arena[space].Fill(space);
        }

        Assert.All(Enumerable.Range(0, spaces), space => Assert.False(arena[space].ContainsAnyExcept(space)));
    }

    [Theory]
    [InlineData(1, 1, 128 + 88)]
    [InlineData(16, 4, 128 + 88 + 7 * 64 + 64 + 88)]
    [InlineData(128, 4, 2048 + 64 + 88 + 4 * 512 + 64 + 88)]
    public void SmallModelsAreSmall(int length, int spaces, int most)
    {
        float[] initial = new float[spaces - 1];
        const int Arena = 200; // the object, and what it remembers
        long bytes = Allocation.Of(() => new Arena<float>("Model", length, initial)[spaces - 1].Clear());
        Assert.InRange(bytes, spaces * length * 4, most + Arena);
    }

    [Fact]
    public void FaultsAreSeen()
    {
        Assert.Null(Address.Fault([4096, 4096 + 1024], 1024));
        Assert.NotNull(Address.Fault([4096, 4096 + 1024 + 4], 1024));
        Assert.NotNull(Address.Fault([4096, 4096 + 960], 1024));
        Assert.NotNull(Address.Fault([4096, 4096 + 4096], 1024));
        Assert.NotNull(Address.Fault([4096, 4096 + 4096 + 448], 1024));
        Assert.NotNull(Address.Fault([4096, 4096 + 4096 - 448], 1024));
        Assert.NotNull(Address.Fault([4096, 4096], 4));
    }
}
