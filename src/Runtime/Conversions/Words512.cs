// Generated from Words.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedOpt.Conversions;

// Instructions need no check here: .NET accelerates 256 bits only where there is AVX2, and 512 bits only where there is AVX-512.

/// <summary>512 bits: 16 words.</summary>
/// <inheritdoc cref="IWords{TSelf}"/>
internal readonly struct Words512(Vector512<int> words) : IWords<Words512>
{
    private readonly Vector512<int> _words = words;

    public static nuint Count => (nuint)Vector512<int>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Words512(int value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 From(int first) => new(Vector512.CreateSequence(first, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Load(ref readonly float source, nuint index) => new(Vector512.LoadUnsafe(in source, index).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Load(ref readonly ushort source, nuint index) =>
        new(Vector512.WidenLower(Vector256.LoadUnsafe(in source, index).ToVector512Unsafe()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination, nuint index) => _words.AsSingle().StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref ushort destination, nuint index) => _words.AsUInt16().StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 LowerHalves(Words512 first, Words512 second) =>
        new(Avx512BW.PermuteVar32x16x2(
            first._words.AsUInt16(), Vector512.CreateSequence<ushort>(0, 2), second._words.AsUInt16()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 UpperHalves(Words512 first, Words512 second) =>
        new(Avx512BW.PermuteVar32x16x2(
            first._words.AsUInt16(), Vector512.CreateSequence<ushort>(1, 2), second._words.AsUInt16()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 AddCarries(Words512 upper, Words512 lower, Words512 addend)
    {
        Vector512<ushort> sum = lower._words.AsUInt16() + addend._words.AsUInt16();
        return new(Vector512.ConditionalSelect(
            Vector512.LessThan(sum, addend._words.AsUInt16()),
            upper._words.AsUInt16() + Vector512<ushort>.One,
            upper._words.AsUInt16()).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator &(Words512 left, Words512 right) => new(left._words & right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator |(Words512 left, Words512 right) => new(left._words | right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator ^(Words512 left, Words512 right) => new(left._words ^ right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator +(Words512 left, Words512 right) => new(left._words + right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator *(Words512 left, Words512 right) => new(left._words * right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator <<(Words512 value, int count) => new(value._words << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator >>(Words512 value, int count) => new(value._words >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator >>>(Words512 value, int count) => new(value._words >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(Words512 left, Words512 right) => Vector512.GreaterThanAny(left._words, right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 SelectLess(Words512 left, Words512 right, Words512 whenLess, Words512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(left._words, right._words), whenLess._words, otherwise._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Min(Words512 left, Words512 right) => new(Vector512.Min(left._words, right._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Max(Words512 left, Words512 right) => new(Vector512.Max(left._words, right._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 AddSingles(Words512 left, Words512 right) =>
        new((left._words.AsSingle() + right._words.AsSingle()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref byte destination, nuint index) =>
        Avx512F.ConvertToVector128Byte(_words.AsUInt32()).StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 MultiplySingles(Words512 left, Words512 right) =>
        new((left._words.AsSingle() * right._words.AsSingle()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 ToSingles(Words512 value) => new(Vector512.ConvertToSingle(value._words).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Pick(ref readonly int table, Words512 index) =>
        new(Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(in table), index._words, Vector512.LoadUnsafe(in table, 16)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Largest() => new Words256(Vector256.Max(_words.GetLower(), _words.GetUpper())).Largest();
}
