// Generated from IntegerVector.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>128 bits: 4 words.</summary>
/// <inheritdoc cref="IIntegerVector{TSelf}"/>
internal readonly struct IntegerVector128(Vector128<int> integers) : IIntegerVector<IntegerVector128>
{
    private readonly Vector128<int> _integers = integers;

    public static nuint Count => (nuint)Vector128<int>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator IntegerVector128(int value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 From(int first) => new(Vector128.CreateSequence(first, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 Load(ref readonly float source, nuint index) => new(Vector128.LoadUnsafe(in source, index).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 Load(ref readonly ushort source, nuint index) =>
        new(Vector128.WidenLower(Vector64.LoadUnsafe(in source, index).ToVector128Unsafe()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination, nuint index) => _integers.AsSingle().StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref ushort destination, nuint index) => _integers.AsUInt16().StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 LowerHalves(IntegerVector128 first, IntegerVector128 second) =>
        new(Vector128.Narrow(first._integers.AsUInt32(), second._integers.AsUInt32()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 UpperHalves(IntegerVector128 first, IntegerVector128 second) =>
        LowerHalves(first >>> 16, second >>> 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 AddCarries(IntegerVector128 upper, IntegerVector128 lower, IntegerVector128 addend)
    {
        Vector128<ushort> sum = lower._integers.AsUInt16() + addend._integers.AsUInt16();
        return new(Vector128.ConditionalSelect(
            Vector128.LessThan(sum, addend._integers.AsUInt16()),
            upper._integers.AsUInt16() + Vector128<ushort>.One,
            upper._integers.AsUInt16()).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 operator &(IntegerVector128 left, IntegerVector128 right) => new(left._integers & right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 operator |(IntegerVector128 left, IntegerVector128 right) => new(left._integers | right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 operator ^(IntegerVector128 left, IntegerVector128 right) => new(left._integers ^ right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 operator +(IntegerVector128 left, IntegerVector128 right) => new(left._integers + right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 operator *(IntegerVector128 left, IntegerVector128 right) => new(left._integers * right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 operator <<(IntegerVector128 value, int count) => new(value._integers << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 operator >>(IntegerVector128 value, int count) => new(value._integers >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 operator >>>(IntegerVector128 value, int count) => new(value._integers >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(IntegerVector128 left, IntegerVector128 right) =>
        Vector128.GreaterThanAny(left._integers, right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 SelectLess(
        IntegerVector128 left, IntegerVector128 right, IntegerVector128 whenLess, IntegerVector128 otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(left._integers, right._integers), whenLess._integers, otherwise._integers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 Min(IntegerVector128 left, IntegerVector128 right) =>
        new(Vector128.Min(left._integers, right._integers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 Max(IntegerVector128 left, IntegerVector128 right) =>
        new(Vector128.Max(left._integers, right._integers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 AddSingles(IntegerVector128 left, IntegerVector128 right) =>
        new((left._integers.AsSingle() + right._integers.AsSingle()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref byte destination, nuint index) =>
        Unsafe.WriteUnaligned(
            ref Unsafe.Add(ref destination, index),
            Vector128.Narrow(Vector128.Narrow(_integers.AsUInt32(), default), default).AsUInt32().ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 MultiplySingles(IntegerVector128 left, IntegerVector128 right) =>
        new((left._integers.AsSingle() * right._integers.AsSingle()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 ToSingles(IntegerVector128 value) => new(Vector128.ConvertToSingle(value._integers).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector128 Pick(ref readonly int table, IntegerVector128 index) =>
        new(Vector128.Create(
            Lookup(in table, index._integers[0]),
            Lookup(in table, index._integers[1]),
            Lookup(in table, index._integers[2]),
            Lookup(in table, index._integers[3])));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Lookup(ref readonly int table, int index) => Unsafe.Add(ref Unsafe.AsRef(in table), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Largest()
    {
        Vector128<int> pairs = Vector128.Max(_integers, Vector128.Shuffle(_integers, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(pairs, Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
