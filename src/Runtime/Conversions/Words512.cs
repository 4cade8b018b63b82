using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.Conversions;

/// <summary>512 bits: 16 words.</summary>
/// <inheritdoc cref="IWords{TSelf}"/>
internal readonly struct Words512(Vector512<int> words) : IWords<Words512>
{
    private readonly Vector512<int> _words = words;

    public static nuint Count => (nuint)Vector512<int>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Words512(int value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Load(ref readonly float source, nuint index) => new(Vector512.LoadUnsafe(in source, index).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Load(ref readonly Half source, nuint index) =>
        new(Vector512.WidenLower(Vector256.LoadUnsafe(in Unsafe.As<Half, ushort>(ref Unsafe.AsRef(in source)), index).ToVector512Unsafe()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination, nuint index) => _words.AsSingle().StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Words512 first, Words512 second, ref Half destination, nuint index) =>
        Vector512.Narrow(first._words.AsUInt32(), second._words.AsUInt32()).StoreUnsafe(ref Unsafe.As<Half, ushort>(ref destination), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator &(Words512 left, Words512 right) => new(left._words & right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator |(Words512 left, Words512 right) => new(left._words | right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator ^(Words512 left, Words512 right) => new(left._words ^ right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator +(Words512 left, Words512 right) => new(left._words + right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator <<(Words512 value, int count) => new(value._words << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator >>(Words512 value, int count) => new(value._words >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 SelectLess(Words512 left, Words512 right, Words512 whenLess, Words512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(left._words, right._words), whenLess._words, otherwise._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Min(Words512 left, Words512 right) => new(Vector512.Min(left._words, right._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Max(Words512 left, Words512 right) => new(Vector512.Max(left._words, right._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 AddSingles(Words512 left, Words512 right) => new((left._words.AsSingle() + right._words.AsSingle()).AsInt32());
}
