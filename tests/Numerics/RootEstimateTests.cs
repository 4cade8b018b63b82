using System;
using System.Numerics;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// Estimated roots, at every significand: two binades stand for all others, since what is computed differs by a power of two alone. And at
/// all subnormal numbers, at all exponents, and at what is no number.
/// </summary>
public class RootEstimateTests
{
    private const uint One = 0x3F800000, Four = 0x40800000, SmallestNormal = 0x00800000, Infinity = 0x7F800000;

    [Theory]
    [InlineData(One, Four, 1)]
    [InlineData(0, SmallestNormal, 1)]
    [InlineData(SmallestNormal, Infinity, 4099)]
    public void AreAtMostAUnitFromTheRoot(uint from, uint to, uint stride)
    {
        Span<float> numbers = new float[4096], roots = new float[4096], narrow = new float[4096];
        for (ulong next = from; next < to;)
        {
            int count = 0;
            for (; count < numbers.Length && next < to; next += stride)
                numbers[count++] = BitConverter.UInt32BitsToSingle((uint)next);
            Estimate<Simd512<float>, float>(numbers, roots);
            for (int i = 0; i < count; i++)
            {
                int off = BitConverter.SingleToInt32Bits(roots[i]) - BitConverter.SingleToInt32Bits(MathF.Sqrt(numbers[i]));
                if (off is < -1 or > 1)
                    Assert.Fail($"The root of {numbers[i]:R} is {off} units off.");
            }

            Estimate<Simd256<float>, float>(numbers, narrow);
            Assert.True(roots.SequenceEqual(narrow));
            Estimate<Simd128<float>, float>(numbers, narrow);
            Assert.True(roots.SequenceEqual(narrow));
            Estimate<SimdScalar<float>, float>(numbers, narrow);
            Assert.True(roots.SequenceEqual(narrow));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0x80000000)] // -0
    [InlineData(Infinity)]
    [InlineData(0xFF800000)] // -infinity
    [InlineData(0x7FC00000)] // NaN
    [InlineData(0xBF800000)] // -1
    [InlineData(0x80000001)] // the negative number nearest to 0
    public void OfWhatIsNoPositiveNumberAreTheRoots(uint bits)
    {
        float number = BitConverter.UInt32BitsToSingle(bits);
        Span<float> numbers = new float[16], roots = new float[16];
        numbers.Fill(number);
        Estimate<Simd512<float>, float>(numbers, roots);
        Assert.Equal(Bits(MathF.Sqrt(number)), Bits(roots[15]));
        Estimate<SimdScalar<float>, float>(numbers, roots);
        Assert.Equal(Bits(MathF.Sqrt(number)), Bits(roots[15]));
    }

    [Fact]
    public void OfDoublesAreTheRoots()
    {
        Span<double> numbers = [2, 3, 0, -0.0, 1e-310, 1e308, double.PositiveInfinity, 5], roots = new double[8];
        Estimate<Simd512<double>, double>(numbers, roots);
        for (int i = 0; i < numbers.Length; i++)
            Assert.Equal(BitConverter.DoubleToInt64Bits(Math.Sqrt(numbers[i])), BitConverter.DoubleToInt64Bits(roots[i]));
    }

    // The answers of CPUID on processors of these names.
    [Theory]
    [InlineData("AuthenticAMD", 0x00B00F21, true)] // EPYC 9005, Zen 5: family 1Ah
    [InlineData("AuthenticAMD", 0x00A10F11, false)] // EPYC 9004, Zen 4: family 19h
    [InlineData("GenuineIntel", 0x000806F8, false)] // Sapphire Rapids: family 6
    [InlineData("GenuineIntel", 0x00B00F21, false)]
    public void AreLeftToADividerThatIsQuick(string vendor, int version, bool isQuick)
    {
        byte[] name = System.Text.Encoding.ASCII.GetBytes(vendor);
        Assert.Equal(
            isQuick,
            RootEstimate.HasQuickDivider(
                (0, BitConverter.ToInt32(name, 0), BitConverter.ToInt32(name, 8), BitConverter.ToInt32(name, 4)), version));
    }

    // All NaNs are one.
    private static int Bits(float value) => float.IsNaN(value) ? int.MaxValue - 1 : BitConverter.SingleToInt32Bits(value);

    private static void Estimate<TVector, T>(ReadOnlySpan<T> numbers, Span<T> roots)
        where TVector : struct, ISimdVector<TVector, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nuint i = 0; i < (nuint)numbers.Length; i += TVector.Count)
            TVector.SqrtEstimate(TVector.Load(in numbers[0], i)).Store(ref roots[0], i);
    }
}
