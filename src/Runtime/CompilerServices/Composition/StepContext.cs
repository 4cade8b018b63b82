using System;
using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>The context of a step: its options, its counts, and for each thread its position; see docs/steps.md.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct StepContext
{
    private WorkCursor _work;
    private ModelTraversal _traversal;

    /// <summary>
    /// A traversal that takes a step, where <paramref name="isStep"/> says so, and clears the gradients on its way, where
    /// <paramref name="zeroesGradients"/> does; else it looks or clears.
    /// </summary>
    public StepContext(bool isStep, bool zeroesGradients = false) =>
        (IsStep, ZeroesGradients, GradientScale) = (isStep, zeroesGradients, 1);

    private StepContext(in StepContext whole, WorkPartition partition, int range, int chunk)
    {
        this = whole;
        _work = new(in whole._work, partition, range, chunk);
    }

    /// <summary>The context of a traversal over one array, all of which belongs to one thread.</summary>
    public static StepContext Alone => new(isStep: true);

    /// <summary>True if parameters are going to be updated with their gradients.</summary>
    public bool IsStep { get; }

    /// <summary>True if no other step may touch the models meanwhile: the traversal takes a step, saves or loads.</summary>
    internal bool IsExclusive
    {
        get => IsStep || field;
        init;
    }

    /// <summary>True if the step sets each gradient to 0 after using it.</summary>
    public bool ZeroesGradients { get; }

    /// <summary>The number of elements to be updated, as far as has been counted.</summary>
    internal long Elements { get; private set; }

    /// <summary>The number of arrays that they lie in; single values of a model count as one.</summary>
    internal long Arrays { get; private set; }

    /// <summary>The number of the step that the model at hand takes.</summary>
    public long Step { get; internal set; }

    /// <summary>The measure of gradients that this traversal takes; null if the traversal has another purpose.</summary>
    public GradientMeasure? Measure { get; private init; }

    /// <summary>A factor on every gradient, for models that are guarded.</summary>
    public double GradientScale { get; internal set; }

    /// <summary>The guard on the gradients of the model that is stepped as a whole; null if there is none.</summary>
    internal GradientGuard? Guard { get; init; }

    /// <summary>The gradients of the model at hand that the step takes the sum of; none where each model has its own.</summary>
    public readonly ReadOnlySpan<object> Summed => Buffers is { } buffers ? buffers.Find(Place) : [];

    /// <inheritdoc cref="Summed"/>
    internal GradientBuffers? Buffers { get; set; }

    /// <summary>The number, from 1, of the gradients in a sum that a visitor is shown; 0 for the gradients of each model itself.</summary>
    internal int Shown { get; set; }

    /// <summary>The memory of managers that the traversal has met; null where it has met none.</summary>
    internal HeldMemory? Held { get; private set; }

    /// <summary>
    /// A digest of where parameters and gradients lie, in whatever order they are met. It is another one after an array has been replaced,
    /// or moved by the garbage collector.
    /// </summary>
    /// <remarks>Two that differ are equal with a probability of about 2^-64.</remarks>
    internal ulong Places { get; private set; }

    /// <summary>The position of the step among the submodels.</summary>
    [UnscopedRef]
    internal ref ModelTraversal Traversal => ref _traversal;

    /// <summary>The place of the model at hand; see <see cref="ModelTraversal.Place"/>.</summary>
    internal readonly int Place => _traversal.Place;

    /// <summary>The model that is stepped as a whole; null where there is none, or it is a structure.</summary>
    internal IOptimizable? Root { get; init; }

    /// <summary>The owner of the submodels while they are stepped; null until a submodel is met.</summary>
    internal StepOwner? Owner { get; set; }

    /// <summary>The random numbers of a parameter of the model at hand, in the step that it takes.</summary>
    /// <param name="seed">The seed of the class.</param>
    /// <param name="parameter">The number of the parameter in its class.</param>
    public readonly Noise Noise(long seed, int parameter) => new(seed, Step, parameter, model: _traversal.Model);

    /// <summary>Counts arrays and elements that are going to be updated.</summary>
    public void Count(int arrays, long elements)
    {
        Arrays += arrays;
        Elements += elements;
    }

    /// <summary>
    /// Checks that a parameter and its gradient exist and have the same length, for which the state was made where there is any; counts the
    /// elements, and notes where they lie.
    /// </summary>
    /// <remarks>
    /// One method makes all checks of a length, since the length lies in a cache line of its own: otherwise a model of many arrays would
    /// load that line twice.
    /// </remarks>
    /// <returns>True if there is no state yet.</returns>
    /// <exception cref="InvalidOperationException">The parameter or the gradient is null, or the lengths differ.</exception>
    public bool Check<T, TState>(string name, [NotNull] T[]? parameter, [NotNull] T[]? gradient, in StateArray<TState> state)
        where TState : unmanaged
    {
        if (parameter is null || gradient is null || parameter.Length != gradient.Length)
            ParameterCheck.Refuse(name, parameter, gradient);
        Count(arrays: 1, parameter.Length);
        Note(parameter, gradient);
        return state.Length != parameter.Length ? ParameterCheck.State(name, parameter.Length, in state) : state.IsMissing;
    }

    /// <inheritdoc cref="Check{T, TState}(string, T[], T[], in StateArray{TState})"/>
    public bool Check<TState>(string name, [NotNull] Array? parameter, [NotNull] Array? gradient, in StateArray<TState> state)
        where TState : unmanaged
    {
        ParameterCheck.Gradient(name, parameter, gradient, ref this);
        Count(arrays: 1, parameter.Length);
        return ParameterCheck.State(name, parameter.Length, in state);
    }

    /// <summary>Notes where a parameter and its gradient lie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Note<T>(T[] parameter, T[] gradient) =>
        Note(GetAddress(ref MemoryMarshal.GetArrayDataReference(parameter)), GetAddress(ref MemoryMarshal.GetArrayDataReference(gradient)));

    /// <inheritdoc cref="Note{T}(T[], T[])"/>
    public void Note(Array parameter, Array? gradient = null) =>
        Note(
            GetAddress(ref MemoryMarshal.GetArrayDataReference(parameter)),
            gradient is null ? 0 : GetAddress(ref MemoryMarshal.GetArrayDataReference(gradient)));

    /// <inheritdoc cref="Note{T}(T[], T[])"/>
    public void Note<T>(ReadOnlySpan<T> parameter, ReadOnlySpan<T> gradient) => Note(
        Placed(GetAddress(ref MemoryMarshal.GetReference(parameter)), parameter.Length),
        Placed(GetAddress(ref MemoryMarshal.GetReference(gradient)), gradient.Length));

    /// <summary>Notes where a parameter and its gradient lie, and has the managers of either hold their memory during the step.</summary>
    public void Note<T>(Memory<T> parameter, Memory<T> gradient = default)
        where T : unmanaged => Note(Hold(parameter), Hold(gradient));

    /// <summary>Makes the manager of the memory, if there is one, hold the memory during the step.</summary>
    /// <returns>The address of the first element.</returns>
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
        return Placed(GetAddress(ref MemoryMarshal.GetReference(span)), span.Length);
    }

    /// <summary>
    /// Hands out the next elements of an array for this thread to update: all of them where it is alone, else whole blocks and the rest at
    /// the end.
    /// </summary>
    /// <param name="length">The length of the array.</param>
    /// <param name="start">The first of these elements.</param>
    /// <param name="end">
    /// The index behind the last of these elements; 0 before the first call for an array, and then as the last call left it.
    /// </param>
    /// <returns>False if no elements are left; the next call is for another array.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetNextRange(int length, ref nuint start, ref nuint end) => _work.TryGetNextRange(length, ref start, ref end);

    /// <summary>Claims elements that are updated together.</summary>
    /// <param name="count">The number of these elements.</param>
    /// <returns>True if they are this thread's.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryClaim(int count) => _work.TryClaim(count);

    /// <summary>Joins the sweeps over a parameter that is measured as a whole.</summary>
    /// <param name="length">The number of its elements.</param>
    /// <param name="reductions">The number of results that there are for them.</param>
    /// <param name="workShare">This thread's share of the sweeps.</param>
    /// <returns>True if the parameter is this thread's, or is shared and not finished.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryJoin(int length, int reductions, out WorkShare workShare) => _work.TryJoin(length, reductions, out workShare);

    /// <summary>The context of a traversal that measures gradients that have been prepared.</summary>
    internal readonly StepContext Measuring(GradientMeasure measure) => this with { Measure = measure };

    /// <summary>A traversal of which no element is this thread's.</summary>
    internal readonly StepContext WithoutWork() => new(in this, WorkPartition.None, -1, WorkPartition.None.End);

    /// <summary>The context of one thread, for a chunk and those that follow in a range.</summary>
    internal readonly StepContext ForRange(WorkPartition partition, int range, int chunk) => new(in this, partition, range, chunk);

    private static unsafe nuint GetAddress<T>(ref T first) => (nuint)Unsafe.AsPointer(ref first);

    // Addresses have fewer bits.
    private static nuint Placed(nuint address, int length) => address ^ BitOperations.RotateRight((nuint)(uint)length, 24);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(nuint parameter, nuint gradient)
    {
        // No factor is 0 for an address: the upper bits are those of fractions of pi.
        ulong high = Math.BigMul(parameter ^ 0x243F_6A88_85A3_08D3, gradient ^ 0x1319_8A2E_0370_7344, out ulong low);
        Places += high ^ low;
    }
}
