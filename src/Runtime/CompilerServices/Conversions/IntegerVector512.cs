// Generated from IntegerVector.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedOpt.CompilerServices;

// Instructions need no check here: .NET accelerates 256 bits only where there is AVX2, and 512 bits only where there is AVX-512.

/// <summary>512 bits: 16 words.</summary>
/// <inheritdoc cref="IIntegerVector{TSelf}"/>
internal readonly struct IntegerVector512(Vector512<int> integers) : IIntegerVector<IntegerVector512>
{
    private readonly Vector512<int> _integers = integers;

    public static nuint Count => (nuint)Vector512<int>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator IntegerVector512(int value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 From(int first) => new(Vector512.CreateSequence(first, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 Load(ref readonly float source, nuint index) => new(Vector512.LoadUnsafe(in source, index).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 Load(ref readonly ushort source, nuint index) =>
        new(Vector512.WidenLower(Vector256.LoadUnsafe(in source, index).ToVector512Unsafe()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination, nuint index) => _integers.AsSingle().StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref ushort destination, nuint index) => _integers.AsUInt16().StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 LowerHalves(IntegerVector512 first, IntegerVector512 second) =>
        new(Avx512BW.PermuteVar32x16x2(
            first._integers.AsUInt16(), Vector512.CreateSequence<ushort>(0, 2), second._integers.AsUInt16()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 UpperHalves(IntegerVector512 first, IntegerVector512 second) =>
        new(Avx512BW.PermuteVar32x16x2(
            first._integers.AsUInt16(), Vector512.CreateSequence<ushort>(1, 2), second._integers.AsUInt16()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 AddCarries(IntegerVector512 upper, IntegerVector512 lower, IntegerVector512 addend)
    {
        Vector512<ushort> sum = lower._integers.AsUInt16() + addend._integers.AsUInt16();
        return new(Vector512.ConditionalSelect(
            Vector512.LessThan(sum, addend._integers.AsUInt16()),
            upper._integers.AsUInt16() + Vector512<ushort>.One,
            upper._integers.AsUInt16()).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 operator &(IntegerVector512 left, IntegerVector512 right) => new(left._integers & right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 operator |(IntegerVector512 left, IntegerVector512 right) => new(left._integers | right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 operator ^(IntegerVector512 left, IntegerVector512 right) => new(left._integers ^ right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 operator +(IntegerVector512 left, IntegerVector512 right) => new(left._integers + right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 operator *(IntegerVector512 left, IntegerVector512 right) => new(left._integers * right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 operator <<(IntegerVector512 value, int count) => new(value._integers << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 operator >>(IntegerVector512 value, int count) => new(value._integers >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 operator >>>(IntegerVector512 value, int count) => new(value._integers >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(IntegerVector512 left, IntegerVector512 right) =>
        Vector512.GreaterThanAny(left._integers, right._integers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 SelectLess(
        IntegerVector512 left, IntegerVector512 right, IntegerVector512 whenLess, IntegerVector512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(left._integers, right._integers), whenLess._integers, otherwise._integers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 Min(IntegerVector512 left, IntegerVector512 right) =>
        new(Vector512.Min(left._integers, right._integers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 Max(IntegerVector512 left, IntegerVector512 right) =>
        new(Vector512.Max(left._integers, right._integers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 AddSingles(IntegerVector512 left, IntegerVector512 right) =>
        new((left._integers.AsSingle() + right._integers.AsSingle()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref byte destination, nuint index) =>
        Avx512F.ConvertToVector128Byte(_integers.AsUInt32()).StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 MultiplySingles(IntegerVector512 left, IntegerVector512 right) =>
        new((left._integers.AsSingle() * right._integers.AsSingle()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 ToSingles(IntegerVector512 value) => new(Vector512.ConvertToSingle(value._integers).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerVector512 Pick(ref readonly int table, IntegerVector512 index) =>
        new(Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(in table), index._integers, Vector512.LoadUnsafe(in table, 16)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Largest() => new IntegerVector256(Vector256.Max(_integers.GetLower(), _integers.GetUpper())).Largest();
}
