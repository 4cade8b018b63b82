using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>Finds memory that two parameters of a model, or of submodels of it, share: a step would change it twice.</summary>
/// <remarks>
/// Gradients are read, and memory that they share does no harm, unless a step clears the gradients or changes the memory as a parameter. A
/// gradient may be its own parameter, in the same place, where nothing is cleared: a rule reads both before it writes. Of the gradients
/// that a step adds up, those of one parameter may be one: they are read together, and then cleared together.
/// </remarks>
internal static class SharedMemory
{
    /// <summary>Demands that no memory is shared in a harmful way.</summary>
    /// <param name="model">The model, prepared.</param>
    /// <param name="context">The context of the traversal that has prepared it.</param>
    /// <param name="sharesGradients">
    /// True if gradients share memory with each other, which is an error only in a step that clears them.
    /// </param>
    /// <returns>False if the answer is not known, since the garbage collector has moved memory meanwhile.</returns>
    /// <exception cref="InvalidOperationException">Memory is shared; nothing has changed.</exception>
    public static bool Check<TModel>(ref TModel model, in StepContext context, out bool sharesGradients)
        where TModel : IOptimizable
    {
        var ranges = new Ranges();
        try
        {
            for (int i = 0; i < Tuning.MemoryChecks; i++)
            {
                int collections = GC.CollectionCount(0);
                ranges.Clear();
                Show(ref model, in context, ref ranges);
                bool isShared = ranges.FindShared(context.ZeroesGradients, out Range first, out Range second, out sharesGradients);
                if (isShared)
                    Refuse(ref model, in context, first, second);
                if (!isShared && GC.CollectionCount(0) == collections)
                    return true;
            }
        }
        finally
        {
            ranges.Dispose();
        }

        sharesGradients = true;
        return false;
    }

    // Shows the gradients of the models themselves, or each of the gradients that the step adds up.
    private static void Show<TModel, TVisitor>(ref TModel model, in StepContext context, ref TVisitor visitor)
        where TModel : IOptimizable
        where TVisitor : ISetVisitor, allows ref struct
    {
        int first = context.Buffers is null ? 0 : 1, last = context.Buffers?.Count ?? 0;
        for (int set = first; set <= last; set++)
        {
            visitor.Begin(set, isFirst: set == first);
            StepContext look = context;
            look.Shown = set;
            var table = new ParameterTable<VisitorAdapter<TVisitor>>(new(ref visitor));
            model.Visit(ref table, ref look);
        }
    }

    // Looks at both again while they are held, as the garbage collector may have moved one of them meanwhile.
    private static void Refuse<TModel>(ref TModel model, in StepContext context, Range first, Range second)
        where TModel : IOptimizable
    {
        var naming = new Naming(first, second);
        Show(ref model, in context, ref naming);
        if (!naming.Overlap)
            return;
        string class_ = typeof(TModel).IsValueType ? typeof(TModel).Name : model.GetType().Name;
        string one = $"{class_}.{naming.FirstName}", other = $"{class_}.{naming.SecondName}";
        throw new InvalidOperationException((first.IsGradient, second.IsGradient) switch
        {
            (false, false) =>
                $"{one} and {other} share memory, which a step would change twice. Give each a memory of its own. What two models have in "
                    + "common is an optimized model that both hold: it is stepped once.",
            (true, true) when first.Parameter == second.Parameter =>
                $"Two gradients of {one} share memory, but not all of it. Give each a memory of its own, or call Step() and "
                    + "ZeroGradients().",
            (true, true) =>
                $"The gradients of {one} and {other} share memory, which a step that clears gradients would clear before it is read "
                    + "again. Give each a memory of its own, or call Step() and ZeroGradients().",
            _ when first.Parameter == second.Parameter && first.IsSameAs(second) =>
                $"{one} and its gradient share memory, which a step that clears gradients would set to 0. Give the gradient a memory of "
                    + "its own, or call Step().",
            _ when first.Parameter == second.Parameter =>
                $"{one} and its gradient share memory, but not all of it. Give the gradient a memory of its own.",
            (true, false) =>
                $"The gradient of {one} and {other} share memory, which a step would change before it has been read. Give each a memory "
                    + "of its own.",
            (false, true) =>
                $"The gradient of {other} and {one} share memory, which a step would change before it has been read. Give each a memory "
                    + "of its own.",
        });
    }

    /// <summary>A visitor that is shown a model once for each set of gradients.</summary>
    private interface ISetVisitor : IParameterVisitor
    {
        /// <summary>Begins with a set of gradients.</summary>
        /// <param name="set">The number of the set.</param>
        /// <param name="isFirst">True for the first set.</param>
        void Begin(int set, bool isFirst);
    }

    /// <summary>The memory of a parameter or a gradient.</summary>
    /// <param name="Start">The address of the first byte.</param>
    /// <param name="End">The address behind the last byte.</param>
    /// <param name="Parameter">The number of the parameter, as the visitor is shown them.</param>
    /// <param name="IsGradient">True for the memory of a gradient of the parameter.</param>
    /// <param name="Set">The set of gradients: the number of the visit.</param>
    private readonly record struct Range(nuint Start, nuint End, int Parameter, bool IsGradient, int Set) : IComparable<Range>
    {
        public int CompareTo(Range other) => Start.CompareTo(other.Start);

        public bool IsSameAs(Range other) => Start == other.Start && End == other.End;
    }

    private struct Ranges() : ISetVisitor, IDisposable
    {
        // A pool of bytes is compiled ahead of time; a pool of ranges would be compiled in the first step.
        private byte[] _lent = ArrayPool<byte>.Shared.Rent(64 * Unsafe.SizeOf<Range>());
        private int _count;
        private int _parameters;
        private int _set;
        private bool _isFirst;
        private Range _own;

        public void Clear() => (_count, _own) = (0, default);

        public void Begin(int set, bool isFirst) => (_set, _isFirst, _parameters) = (set, isFirst, 0);

        private readonly Span<Range> Space => MemoryMarshal.Cast<byte, Range>(_lent.AsSpan());

        public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_lent);

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged
        {
            Range range = CreateRange(parameter, isGradient: false), its = CreateRange(gradient, isGradient: true);
            _parameters++;
            if (_isFirst)
                Add(range);

            // The parameter stands for both.
            if (!range.IsSameAs(its))
                Add(its);
            else if (range.Start < range.End)
                _own = range;
        }

        public readonly void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }

        public readonly bool FindShared(bool clears, out Range first, out Range second, out bool sharesGradients)
        {
            sharesGradients = _own.Start < _own.End;
            (first, second) = (_own, _own with { IsGradient = true });
            if (clears && sharesGradients)
                return true;
            Span<Range> ranges = Space[.._count];
            ranges.Sort();

            // Among the parameters, and among the gradients, that start no later than the range at hand: the range that reaches farthest.
            Range parameter = default, gradient = default;
            foreach (Range range in ranges)
            {
                second = range;
                first = parameter;
                if (range.Start < parameter.End)
                    return true;
                first = gradient;
                if (range.Start < gradient.End && !(range.IsSameAs(gradient) && range.IsGradient && range.Parameter == gradient.Parameter))
                {
                    if (!range.IsGradient || clears)
                        return true;
                    sharesGradients = true;
                }

                ref Range farthest = ref range.IsGradient ? ref gradient : ref parameter;
                if (range.End > farthest.End)
                    farthest = range;
            }

            return false;
        }

        private readonly Range CreateRange<T>(Span<T> span, bool isGradient)
            where T : unmanaged
        {
            nuint start = (nuint)Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(span));
            return new(start, start + (nuint)span.Length * (nuint)Unsafe.SizeOf<T>(), _parameters, isGradient, _set);
        }

        private void Add(Range range)
        {
            if (range.Start == range.End)
                return;
            if (_count == Space.Length)
            {
                byte[] more = ArrayPool<byte>.Shared.Rent(2 * _lent.Length);
                _lent.CopyTo(more, 0);
                ArrayPool<byte>.Shared.Return(_lent);
                _lent = more;
            }

            Space[_count++] = range;
        }
    }

    private ref struct Naming(Range first, Range second) : ISetVisitor
    {
        private int _parameters;
        private int _set;
        private ref byte _first;
        private ref byte _second;
        private nuint _firstBytes;
        private nuint _secondBytes;

        public string FirstName { get; private set; } = "";

        public string SecondName { get; private set; } = "";

        // Compares both ranges at the same moment, wherever the garbage collector has them.
        public readonly bool Overlap
        {
            get
            {
                nint offset = Unsafe.ByteOffset(ref _first, ref _second);
                return (nuint)offset < _firstBytes || (nuint)(-offset) < _secondBytes;
            }
        }

        public void Begin(int set, bool isFirst) => (_set, _parameters) = (set, 0);

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged
        {
            if (_parameters == first.Parameter && _set == first.Set)
            {
                FirstName = name;
                _first = ref Start(first.IsGradient ? gradient : parameter, out _firstBytes);
            }

            if (_parameters == second.Parameter && _set == second.Set)
            {
                SecondName = name;
                _second = ref Start(second.IsGradient ? gradient : parameter, out _secondBytes);
            }

            _parameters++;
        }

        public readonly void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }

        private static ref byte Start<T>(Span<T> span, out nuint bytes)
            where T : unmanaged
        {
            bytes = (nuint)span.Length * (nuint)Unsafe.SizeOf<T>();
            return ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(span));
        }
    }
}
