// Generated from Words.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.Conversions;

/// <summary>128 bits: 4 words.</summary>
/// <inheritdoc cref="IWords{TSelf}"/>
internal readonly struct Words128(Vector128<int> words) : IWords<Words128>
{
    private readonly Vector128<int> _words = words;

    public static nuint Count => (nuint)Vector128<int>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Words128(int value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 From(int first) => new(Vector128.CreateSequence(first, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Load(ref readonly float source, nuint index) => new(Vector128.LoadUnsafe(in source, index).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Load(ref readonly ushort source, nuint index) =>
        new(Vector128.WidenLower(Vector64.LoadUnsafe(in source, index).ToVector128Unsafe()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination, nuint index) => _words.AsSingle().StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref ushort destination, nuint index) => _words.AsUInt16().StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 LowerHalves(Words128 first, Words128 second) =>
        new(Vector128.Narrow(first._words.AsUInt32(), second._words.AsUInt32()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 UpperHalves(Words128 first, Words128 second) =>
        LowerHalves(first >>> 16, second >>> 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 AddCarries(Words128 upper, Words128 lower, Words128 addend)
    {
        Vector128<ushort> sum = lower._words.AsUInt16() + addend._words.AsUInt16();
        return new(Vector128.ConditionalSelect(
            Vector128.LessThan(sum, addend._words.AsUInt16()),
            upper._words.AsUInt16() + Vector128<ushort>.One,
            upper._words.AsUInt16()).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator &(Words128 left, Words128 right) => new(left._words & right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator |(Words128 left, Words128 right) => new(left._words | right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator ^(Words128 left, Words128 right) => new(left._words ^ right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator +(Words128 left, Words128 right) => new(left._words + right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator *(Words128 left, Words128 right) => new(left._words * right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator <<(Words128 value, int count) => new(value._words << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator >>(Words128 value, int count) => new(value._words >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator >>>(Words128 value, int count) => new(value._words >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(Words128 left, Words128 right) => Vector128.GreaterThanAny(left._words, right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 SelectLess(Words128 left, Words128 right, Words128 whenLess, Words128 otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(left._words, right._words), whenLess._words, otherwise._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Min(Words128 left, Words128 right) => new(Vector128.Min(left._words, right._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Max(Words128 left, Words128 right) => new(Vector128.Max(left._words, right._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 AddSingles(Words128 left, Words128 right) =>
        new((left._words.AsSingle() + right._words.AsSingle()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref byte destination, nuint index) =>
        Unsafe.WriteUnaligned(
            ref Unsafe.Add(ref destination, index),
            Vector128.Narrow(Vector128.Narrow(_words.AsUInt32(), default), default).AsUInt32().ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 MultiplySingles(Words128 left, Words128 right) =>
        new((left._words.AsSingle() * right._words.AsSingle()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 ToSingles(Words128 value) => new(Vector128.ConvertToSingle(value._words).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Pick(ref readonly int table, Words128 index) =>
        new(Vector128.Create(
            At(in table, index._words[0]), At(in table, index._words[1]), At(in table, index._words[2]), At(in table, index._words[3])));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int At(ref readonly int table, int index) => Unsafe.Add(ref Unsafe.AsRef(in table), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Largest()
    {
        Vector128<int> pairs = Vector128.Max(_words, Vector128.Shuffle(_words, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(pairs, Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
