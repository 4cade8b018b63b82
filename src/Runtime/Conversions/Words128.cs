using System;
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
    public static Words128 Load(ref readonly float source, nuint index) => new(Vector128.LoadUnsafe(in source, index).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Load(ref readonly Half source, nuint index) =>
        new(Vector128.WidenLower(Vector64.LoadUnsafe(in Unsafe.As<Half, ushort>(ref Unsafe.AsRef(in source)), index).ToVector128Unsafe()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination, nuint index) => _words.AsSingle().StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Words128 first, Words128 second, ref Half destination, nuint index) =>
        Vector128.Narrow(first._words.AsUInt32(), second._words.AsUInt32()).StoreUnsafe(ref Unsafe.As<Half, ushort>(ref destination), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator &(Words128 left, Words128 right) => new(left._words & right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator |(Words128 left, Words128 right) => new(left._words | right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator ^(Words128 left, Words128 right) => new(left._words ^ right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator +(Words128 left, Words128 right) => new(left._words + right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator <<(Words128 value, int count) => new(value._words << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator >>(Words128 value, int count) => new(value._words >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 SelectLess(Words128 left, Words128 right, Words128 whenLess, Words128 otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(left._words, right._words), whenLess._words, otherwise._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Min(Words128 left, Words128 right) => new(Vector128.Min(left._words, right._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Max(Words128 left, Words128 right) => new(Vector128.Max(left._words, right._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 AddSingles(Words128 left, Words128 right) => new((left._words.AsSingle() + right._words.AsSingle()).AsInt32());
}
