using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.Conversions;

/// <summary>256 bits: 8 words.</summary>
/// <inheritdoc cref="IWords{TSelf}"/>
internal readonly struct Words256(Vector256<int> words) : IWords<Words256>
{
    private readonly Vector256<int> _words = words;

    public static nuint Count => (nuint)Vector256<int>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Words256(int value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Load(ref readonly float source, nuint index) => new(Vector256.LoadUnsafe(in source, index).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Load(ref readonly Half source, nuint index) =>
        new(Vector256.WidenLower(Vector128.LoadUnsafe(in Unsafe.As<Half, ushort>(ref Unsafe.AsRef(in source)), index).ToVector256Unsafe()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination, nuint index) => _words.AsSingle().StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Words256 first, Words256 second, ref Half destination, nuint index) =>
        Vector256.Narrow(first._words.AsUInt32(), second._words.AsUInt32()).StoreUnsafe(ref Unsafe.As<Half, ushort>(ref destination), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator &(Words256 left, Words256 right) => new(left._words & right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator |(Words256 left, Words256 right) => new(left._words | right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator ^(Words256 left, Words256 right) => new(left._words ^ right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator +(Words256 left, Words256 right) => new(left._words + right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator <<(Words256 value, int count) => new(value._words << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator >>(Words256 value, int count) => new(value._words >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 SelectLess(Words256 left, Words256 right, Words256 whenLess, Words256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(left._words, right._words), whenLess._words, otherwise._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Min(Words256 left, Words256 right) => new(Vector256.Min(left._words, right._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Max(Words256 left, Words256 right) => new(Vector256.Max(left._words, right._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 AddSingles(Words256 left, Words256 right) => new((left._words.AsSingle() + right._words.AsSingle()).AsInt32());
}
