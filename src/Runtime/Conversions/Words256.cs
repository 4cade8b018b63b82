// Generated from Words.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedOpt.Conversions;

// Instructions need no check here: .NET accelerates 256 bits only where there is AVX2, and 512 bits only where there is AVX-512.

/// <summary>256 bits: 8 words.</summary>
/// <inheritdoc cref="IWords{TSelf}"/>
internal readonly struct Words256(Vector256<int> words) : IWords<Words256>
{
    private readonly Vector256<int> _words = words;

    public static nuint Count => (nuint)Vector256<int>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Words256(int value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 From(int first) => new(Vector256.CreateSequence(first, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Load(ref readonly float source, nuint index) => new(Vector256.LoadUnsafe(in source, index).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Load(ref readonly ushort source, nuint index) =>
        new(Vector256.WidenLower(Vector128.LoadUnsafe(in source, index).ToVector256Unsafe()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination, nuint index) => _words.AsSingle().StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref ushort destination, nuint index) => _words.AsUInt16().StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 LowerHalves(Words256 first, Words256 second) =>
        new(Vector256.Narrow(first._words.AsUInt32(), second._words.AsUInt32()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 UpperHalves(Words256 first, Words256 second) =>
        LowerHalves(first >>> 16, second >>> 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 AddCarries(Words256 upper, Words256 lower, Words256 addend)
    {
        Vector256<ushort> sum = lower._words.AsUInt16() + addend._words.AsUInt16();
        return new(Vector256.ConditionalSelect(
            Vector256.LessThan(sum, addend._words.AsUInt16()),
            upper._words.AsUInt16() + Vector256<ushort>.One,
            upper._words.AsUInt16()).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator &(Words256 left, Words256 right) => new(left._words & right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator |(Words256 left, Words256 right) => new(left._words | right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator ^(Words256 left, Words256 right) => new(left._words ^ right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator +(Words256 left, Words256 right) => new(left._words + right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator *(Words256 left, Words256 right) => new(left._words * right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator <<(Words256 value, int count) => new(value._words << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator >>(Words256 value, int count) => new(value._words >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator >>>(Words256 value, int count) => new(value._words >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(Words256 left, Words256 right) => Vector256.GreaterThanAny(left._words, right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 SelectLess(Words256 left, Words256 right, Words256 whenLess, Words256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(left._words, right._words), whenLess._words, otherwise._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Min(Words256 left, Words256 right) => new(Vector256.Min(left._words, right._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Max(Words256 left, Words256 right) => new(Vector256.Max(left._words, right._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 AddSingles(Words256 left, Words256 right) =>
        new((left._words.AsSingle() + right._words.AsSingle()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref byte destination, nuint index) =>
        Unsafe.WriteUnaligned(
            ref Unsafe.Add(ref destination, index),
            Vector128.Narrow(Vector128.Narrow(_words.GetLower().AsUInt32(), _words.GetUpper().AsUInt32()), default).AsUInt64().ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 MultiplySingles(Words256 left, Words256 right) =>
        new((left._words.AsSingle() * right._words.AsSingle()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 ToSingles(Words256 value) => new(Vector256.ConvertToSingle(value._words).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Pick(ref readonly int table, Words256 index)
    {
        // Eight at a time, by the last three bits; then by the two above.
        Vector256<int> words = index._words, upper = Vector256.GreaterThan(words & Vector256.Create(8), Vector256<int>.Zero);
        Vector256<int> last = Vector256.GreaterThan(words, Vector256.Create(15));
        Vector256<int> first = Vector256.ConditionalSelect(upper, Eight(in table, 8, words), Eight(in table, 0, words));
        return new(Vector256.ConditionalSelect(
            last,
            Vector256.ConditionalSelect(upper, Eight(in table, 24, words), Eight(in table, 16, words)),
            first));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Eight(ref readonly int table, nuint start, Vector256<int> index) =>
        Avx2.PermuteVar8x32(Vector256.LoadUnsafe(in table, start), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Largest() => new Words128(Vector128.Max(_words.GetLower(), _words.GetUpper())).Largest();
}
