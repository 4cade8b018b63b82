using System;
using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>One traversal over a model and those it holds, which meets each instance once; on several threads, each thread's part of it.</summary>
/// <remarks>Its number is drawn only where a model holds others, so that the rest do not pay for it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct StepContext
{
    private static long s_last;

    private readonly WorkPartition? _partition;
    private readonly int _range;
    private long _number;
    private long _from;
    private long _to;
    private long _position;
    private int _cooperations;

    /// <summary>A traversal that takes a step, where <paramref name="isStep"/> says so, and clears the gradients on its way, where <paramref name="zeroesGradients"/> does; else it looks or clears.</summary>
    public StepContext(bool isStep, bool zeroesGradients = false) => (IsStep, ZeroesGradients, GradientScale) = (isStep, zeroesGradients, 1);

    private StepContext(in StepContext whole, WorkPartition partition, int range, int chunk)
    {
        this = whole;
        (_partition, _range) = (partition, range);
        (_from, _to) = (partition.StartOf(chunk), partition.StartOf(chunk + 1));
    }

    /// <summary>A traversal over one array, for what belongs to one thread already.</summary>
    public static StepContext Alone => new(isStep: true);

    /// <summary>Whether parameters are going to be updated with their gradients.</summary>
    public bool IsStep { get; }

    /// <summary>Whether the step sets each gradient to 0 when it has been used.</summary>
    public bool ZeroesGradients { get; }

    /// <summary>The number of elements to be updated, as far as has been counted.</summary>
    internal long Elements { get; private set; }

    /// <summary>The number of arrays that they lie in; single values of a model count as one.</summary>
    internal long Arrays { get; private set; }

    /// <summary>The number of the step that the model at hand takes.</summary>
    public long Step { get; internal set; }

    /// <summary>What gradients are measured with; null where the traversal is for something else.</summary>
    public GradientMeasure? Measure { get; private init; }

    /// <summary>A factor on every gradient, for models that are guarded.</summary>
    public double GradientScale { get; internal set; }

    /// <summary>What guards the gradients of the model that is stepped as a whole.</summary>
    internal GradientGuard? Guard { get; init; }

    /// <summary>The gradients of the model at hand that the step takes the sum of; none where each model has its own.</summary>
    public readonly ReadOnlySpan<object> Summed => Buffers is { } buffers ? buffers.Find(Place) : [];

    /// <inheritdoc cref="Summed"/>
    internal GradientBuffers? Buffers { get; set; }

    /// <summary>The number, from 1, of the gradients in a sum that a visitor is shown; 0 for the gradients of each model itself.</summary>
    internal int Shown { get; set; }

    /// <summary>How many pieces of gradients have been met.</summary>
    internal int Pieces { get; set; }

    /// <summary>The memory of managers that the traversal has met; null where it has met none.</summary>
    internal HeldMemory? Held { get; private set; }

    /// <summary>A digest of where parameters and gradients lie, in whatever order they are met. It is another one after an array has been replaced, or moved by the garbage collector.</summary>
    /// <remarks>Two that differ are equal with a probability of about 2^-64.</remarks>
    internal ulong Places { get; private set; }

    internal long Number => _number != 0 ? _number : _number = Interlocked.Increment(ref s_last);

    /// <summary>How many submodels have been met: while preparing, and while doing what the traversal is for.</summary>
    internal int Prepared { get; set; }

    /// <inheritdoc cref="Prepared"/>
    internal int Done { get; set; }

    /// <summary>The place of the model at hand among those within as they are met, one that is met again counting again; 0 for the whole model.</summary>
    internal int Place { get; set; }

    /// <summary>The number of the model at hand: 0 for the whole model; those within count from 1, as the traversal comes to them, each once.</summary>
    internal int Model { get; set; }

    /// <summary>How many submodels have been stepped.</summary>
    internal int Models { get; set; }

    /// <summary>The model that is stepped as a whole; null where there is none, or it is a structure.</summary>
    internal IOptimizable? Root { get; init; }

    /// <summary>What the submodels are held by while they are stepped; null until there is one.</summary>
    internal StepOwner? Owner { get; set; }

    /// <summary>The random numbers of a parameter of the model at hand, in the step that it takes.</summary>
    /// <param name="seed">The seed of the class.</param>
    /// <param name="parameter">The number of the parameter in its class.</param>
    public readonly Noise Noise(long seed, int parameter) => new(seed, Step, parameter, model: Model);

    /// <summary>Counts what is going to be updated.</summary>
    public void Count(int arrays, long elements)
    {
        Arrays += arrays;
        Elements += elements;
    }

    /// <summary>Notes where a parameter and its gradient lie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Note<T>(T[] parameter, T[] gradient) => Note(AddressOf(ref MemoryMarshal.GetArrayDataReference(parameter)), AddressOf(ref MemoryMarshal.GetArrayDataReference(gradient)));

    /// <inheritdoc cref="Note{T}(T[], T[])"/>
    public void Note(Array parameter, Array? gradient = null) =>
        Note(AddressOf(ref MemoryMarshal.GetArrayDataReference(parameter)), gradient is null ? 0 : AddressOf(ref MemoryMarshal.GetArrayDataReference(gradient)));

    /// <inheritdoc cref="Note{T}(T[], T[])"/>
    public void Note<T>(ReadOnlySpan<T> parameter, ReadOnlySpan<T> gradient) => Note(
        Placed(AddressOf(ref MemoryMarshal.GetReference(parameter)), parameter.Length), Placed(AddressOf(ref MemoryMarshal.GetReference(gradient)), gradient.Length));

    /// <summary>Notes where a parameter and its gradient lie, and has the managers of either hold their memory during the step.</summary>
    public void Note<T>(Memory<T> parameter, Memory<T> gradient = default)
        where T : unmanaged => Note(Hold(parameter), Hold(gradient));

    /// <summary>Has the manager of memory, where there is one, hold it during the step.</summary>
    /// <returns>Where it lies.</returns>
    public nuint Hold<T>(Memory<T> memory)
        where T : unmanaged
    {
        if (MemoryMarshal.TryGetMemoryManager<T, MemoryManager<T>>(memory, out MemoryManager<T>? manager, out int start, out int length))
        {
            HeldMemory? held = Held;
            HeldMemory.Note(ref held, manager!, start, length);
            Held = held;
            return Placed(Unsafe.As<MemoryManager<T>, nuint>(ref manager) + (nuint)start, length);
        }

        Span<T> span = memory.Span;
        return Placed(AddressOf(ref MemoryMarshal.GetReference(span)), span.Length);
    }

    /// <summary>The next elements of an array for this thread to update: all of them where it is alone, else whole blocks and the rest at the end.</summary>
    /// <param name="length">The length of the array.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="end">The one behind the last; 0 before the first of them are asked for, and then as it was left.</param>
    /// <returns>False where there are none left; what comes next is another array.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetNextRange(int length, ref nuint start, ref nuint end)
    {
        // What is left behind the last end: nothing of the traversal itself is written for an array, which would hold up the next one.
        if (_partition is null)
        {
            (start, end) = (end, (nuint)length);
            return start < end;
        }

        (start, end) = (0, (nuint)length);
        return Take(length, ref start, ref end);
    }

    /// <summary>Whether elements that are updated together are this thread's.</summary>
    /// <param name="count">How many there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryClaim(int count) => _partition is null || Owns(count);

    /// <summary>Whether elements that are measured as a whole are this thread's, or many of them, which threads share.</summary>
    /// <param name="length">How many there are.</param>
    /// <param name="reductions">How many results there are for them.</param>
    /// <param name="workShare">What this thread does of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryJoin(int length, int reductions, out WorkShare workShare)
    {
        workShare = new(length);
        return _partition is null || (length < Tuning.LeastCooperative ? Owns(length) : TryJoin(_partition, length, reductions, ref workShare));
    }

    /// <summary>A traversal that measures what has been prepared.</summary>
    internal readonly StepContext Measuring(GradientMeasure measure) => this with { Measure = measure };

    /// <summary>A traversal of which no element is this thread's.</summary>
    internal readonly StepContext WithoutWork() => new(in this, WorkPartition.None, -1, WorkPartition.None.End);

    /// <summary>The part of it in one chunk, and in those that follow in a segment.</summary>
    internal readonly StepContext ForRange(WorkPartition partition, int range, int chunk) => new(in this, partition, range, chunk);

    private static unsafe nuint AddressOf<T>(ref T first) => (nuint)Unsafe.AsPointer(ref first);

    // Addresses have fewer bits.
    private static nuint Placed(nuint address, int length) => address ^ BitOperations.RotateRight((nuint)(uint)length, 24);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(nuint parameter, nuint gradient)
    {
        // No factor is 0 for an address: the upper bits are those of fractions of pi.
        ulong high = Math.BigMul(parameter ^ 0x243F_6A88_85A3_08D3, gradient ^ 0x1319_8A2E_0370_7344, out ulong low);
        Places += high ^ low;
    }

    private bool Take(int length, ref nuint start, ref nuint end)
    {
        // Of most arrays a thread has all or nothing.
        long behind = _position + length;
        if (_from >= behind)
        {
            _position = behind;
            return false;
        }

        if (_from <= _position && behind <= _to)
        {
            _from = behind;
            return true;
        }

        return TakeSome(length, ref start, ref end);
    }

    private bool TakeSome(int length, ref nuint start, ref nuint end)
    {
        long behind = _position + length;
        do
        {
            Settle();
            if (_from >= behind)
            {
                _position = behind;
                return false;
            }

            long to = Math.Min(_to, behind);
            (start, end) = (Bound(_from, length), Bound(to, length));
            _from = to;
        }
        while (start == end);
        return true;
    }

    private bool Owns(int count)
    {
        Settle();
        bool owns = _from <= _position;
        _position += count;
        return owns;
    }

    private bool TryJoin(WorkPartition partition, int length, int reductions, ref WorkShare workShare)
    {
        Settle();
        int number = _cooperations++, first = (int)Math.Clamp(_from - _position, 0, length);
        _position += length;
        return first < length && partition.Join(number, reductions, first, ref workShare);
    }

    // Leaves behind what has been passed over, and takes the next chunk where nothing of this one is left.
    private void Settle()
    {
        _from = Math.Max(_from, _position);
        while (_from >= _to && _to != long.MaxValue)
        {
            int chunk = _partition!.Next(_range);
            (_from, _to) = chunk < 0 ? (long.MaxValue, long.MaxValue) : (Math.Max(_position, _partition.StartOf(chunk)), _partition.StartOf(chunk + 1));
        }
    }

    // Chunks on both sides of a bound come to the same.
    private readonly nuint Bound(long bound, int length)
    {
        long position = bound - _position;
        return position <= 0 ? 0
            : position >= length ? (nuint)length
            : (nuint)Math.Min(length, (position + Block.Length / 2) / Block.Length * Block.Length);
    }
}
