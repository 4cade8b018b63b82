using System;
using System.ComponentModel;
using System.Numerics;
using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>Keeps which weights of a model are pruned, and chooses more of them when it is time.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Pruner
{
    private readonly MagnitudeSelection _selection = new();
    private readonly PruneMask?[][] _masks;
    private readonly double _sparsity;
    private readonly long _begin;
    private readonly long _end;
    private readonly long _every;
    private readonly PruneScope _scope;
    private long _chosen;
    private bool _isChoosing;

    /// <param name="parameters">The number of parameters.</param>
    /// <param name="sparsity">The final share of zeros.</param>
    /// <param name="begin">The first step that is due.</param>
    /// <param name="end">The last step that is due.</param>
    /// <param name="every">The number of steps from one that is due to the next.</param>
    /// <param name="scope">The weights among which the smallest are chosen.</param>
    public Pruner(int parameters, double sparsity, long begin, long end, long every, PruneScope scope)
    {
        (_sparsity, _begin, _end, _every, _scope) = (sparsity, begin, end, every, scope);
        _masks = new PruneMask?[parameters][];
        for (int i = 0; i < parameters; i++)
            _masks[i] = new PruneMask?[1];
    }

    /// <summary>Gets the mask of a parameter, or of one of its arrays; null as long as nothing is pruned.</summary>
    public PruneMask? this[int parameter, int array = 0] => array < _masks[parameter].Length ? _masks[parameter][array] : null;

    /// <summary>The last step for which weights were chosen; 0 before the first.</summary>
    internal long Chosen
    {
        get => Volatile.Read(ref _chosen);
        set => Volatile.Write(ref _chosen, value);
    }

    /// <summary>Returns the share of zeros that a step is to reach.</summary>
    public double Level(long step)
    {
        if (step < _begin)
            return 0;
        if (step >= _end)
            return _sparsity;
        long due = step - ((step - _begin) % _every);
        double left = 1 - ((double)(due - _begin) / (_end - _begin));
        return _sparsity * (1 - (left * left * left));
    }

    /// <summary>Demands that an array has as many elements as when it was pruned.</summary>
    /// <exception cref="InvalidOperationException">The array has more or fewer elements.</exception>
    public void Check(ParameterName name, int length, int parameter, int array = 0)
    {
        if (this[parameter, array] is { } mask && mask.Length != length)
            throw new InvalidOperationException(
                $"{name.ToString()} has {length} elements, and had {mask.Length} when it was pruned. The length of a parameter must not "
                    + "change once it has been pruned.");
    }

    /// <summary>
    /// Returns true if the weights to prune have yet to be chosen for a step. The first step that a pruner sees from its beginning on is
    /// due, too: it finds the weights that were pruned before a model was loaded, for these are zeros.
    /// </summary>
    public bool IsDue(long step) =>
        step >= _begin
            && Volatile.Read(ref _chosen) is var chosen
            && chosen != step
            && (chosen == 0 || step == _end || (step < _end && (step - _begin) % _every == 0));

    /// <summary>
    /// Returns true if all arrays are to be looked at once more. One thread at a time must call this method until it returns false.
    /// </summary>
    public bool TryBeginPass(long step)
    {
        if (!_isChoosing)
        {
            if (!IsDue(step))
                return false;
            _selection.Begin(Level(step));
            return _isChoosing = true;
        }

        if (_scope == PruneScope.Model && _selection.Next())
            return true;
        _isChoosing = false;
        Volatile.Write(ref _chosen, step);
        return false;
    }

    /// <summary>Sets the mask of a parameter, or of one of its arrays, as a checkpoint has it.</summary>
    internal void SetMask(int parameter, int array, PruneMask? mask)
    {
        if (array >= _masks[parameter].Length)
            Array.Resize(ref _masks[parameter], array + 1);
        _masks[parameter][array] = mask;
    }

    /// <summary>Returns the number of zeros, of either sign.</summary>
    public static long Zeros<T>(ReadOnlySpan<T> values)
        where T : struct, INumberBase<T>
    {
        long zeros = 0;
        foreach (T value in values)
            zeros += T.IsZero(value) ? 1 : 0;
        return zeros;
    }

    /// <summary>Looks at a parameter, or at one of its arrays.</summary>
    public void Look<T>(long step, ReadOnlySpan<T> values, int parameter, int array = 0)
        where T : unmanaged
    {
        if (array >= _masks[parameter].Length)
            Array.Resize(ref _masks[parameter], array + 1);
        ref PruneMask? mask = ref _masks[parameter][array];
        if (_scope == PruneScope.Model)
        {
            _selection.Look(values, ref mask);
            return;
        }

        _selection.Begin(Level(step));
        do
            _selection.Look(values, ref mask);
        while (_selection.Next());
    }
}
