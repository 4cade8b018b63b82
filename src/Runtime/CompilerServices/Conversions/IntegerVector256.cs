// Generated from IntegerVector.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedOpt.CompilerServices;

// Instructions need no check here: .NET accelerates 256 bits only where there is AVX2, and 512 bits only where there is AVX-512.

/// <summary>256 bits: 8 words.</summary>
/// <inheritdoc cref="IIntegerVector{TSelf}"/>
internal readonly struct IntegerVector256(Vector256<int> integers) : IIntegerVector<IntegerVector256>
{
    private readonly Vector256<int> _integers = integers;

    public static nuint Count => (nuint)Vector256<int>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator IntegerVector256(int value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 From(int first) => new(Vector256.CreateSequence(first, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 Load(ref readonly float source, nuint index) => new(Vector256.LoadUnsafe(in source, index).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 Load(ref readonly ushort source, nuint index) =>
        new(Vector256.WidenLower(Vector128.LoadUnsafe(in source, index).ToVector256Unsafe()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination, nuint index) => _integers.AsSingle().StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref ushort destination, nuint index) => _integers.AsUInt16().StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 LowerHalves(IntegerVector256 first, IntegerVector256 second) =>
        new(Vector256.Narrow(first._integers.AsUInt32(), second._integers.AsUInt32()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 UpperHalves(IntegerVector256 first, IntegerVector256 second) =>
        LowerHalves(first >>> 16, second >>> 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 AddCarries(IntegerVector256 upper, IntegerVector256 lower, IntegerVector256 addend)
    {
        Vector256<ushort> sum = lower._integers.AsUInt16() + addend._integers.AsUInt16();
        return new(Vector256.ConditionalSelect(
            Vector256.LessThan(sum, addend._integers.AsUInt16()),
            upper._integers.AsUInt16() + Vector256<ushort>.One,
            upper._integers.AsUInt16()).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 operator &(IntegerVector256 left, IntegerVector256 right) => new(left._integers & right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 operator |(IntegerVector256 left, IntegerVector256 right) => new(left._integers | right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 operator ^(IntegerVector256 left, IntegerVector256 right) => new(left._integers ^ right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 operator +(IntegerVector256 left, IntegerVector256 right) => new(left._integers + right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 operator *(IntegerVector256 left, IntegerVector256 right) => new(left._integers * right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 operator <<(IntegerVector256 value, int count) => new(value._integers << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 operator >>(IntegerVector256 value, int count) => new(value._integers >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 operator >>>(IntegerVector256 value, int count) => new(value._integers >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(IntegerVector256 left, IntegerVector256 right) =>
        Vector256.GreaterThanAny(left._integers, right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 SelectLess(
        IntegerVector256 left, IntegerVector256 right, IntegerVector256 whenLess, IntegerVector256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(left._integers, right._integers), whenLess._integers, otherwise._integers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 Min(IntegerVector256 left, IntegerVector256 right) =>
        new(Vector256.Min(left._integers, right._integers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 Max(IntegerVector256 left, IntegerVector256 right) =>
        new(Vector256.Max(left._integers, right._integers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 AddSingles(IntegerVector256 left, IntegerVector256 right) =>
        new((left._integers.AsSingle() + right._integers.AsSingle()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref byte destination, nuint index) =>
        Unsafe.WriteUnaligned(
            ref Unsafe.Add(ref destination, index),
            Vector128.Narrow(Vector128.Narrow(_integers.GetLower().AsUInt32(), _integers.GetUpper().AsUInt32()), default)
                .AsUInt64()
                .ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 MultiplySingles(IntegerVector256 left, IntegerVector256 right) =>
        new((left._integers.AsSingle() * right._integers.AsSingle()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 ToSingles(IntegerVector256 value) => new(Vector256.ConvertToSingle(value._integers).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector256 Pick(ref readonly int table, IntegerVector256 index)
    {
        // Eight at a time, by the last three bits; then by the two above.
        Vector256<int> integers = index._integers, upper = Vector256.GreaterThan(integers & Vector256.Create(8), Vector256<int>.Zero);
        Vector256<int> last = Vector256.GreaterThan(integers, Vector256.Create(15));
        Vector256<int> first = Vector256.ConditionalSelect(upper, Eight(in table, 8, integers), Eight(in table, 0, integers));
        return new(Vector256.ConditionalSelect(
            last,
            Vector256.ConditionalSelect(upper, Eight(in table, 24, integers), Eight(in table, 16, integers)),
            first));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Eight(ref readonly int table, nuint start, Vector256<int> index) =>
        Avx2.PermuteVar8x32(Vector256.LoadUnsafe(in table, start), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Largest() => new IntegerVector128(Vector128.Max(_integers.GetLower(), _integers.GetUpper())).Largest();
}
