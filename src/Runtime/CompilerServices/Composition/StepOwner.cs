using System.Collections.Generic;
using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>The owner of models while they are stepped; it belongs to the model that is stepped as a whole.</summary>
internal sealed class StepOwner
{
    private readonly List<(IOptimizable Model, double LearningRate)> _handed = [];
    private long _traversal;

    /// <summary>The holder of a model that is just being taken hold of.</summary>
    public static StepOwner Somebody { get; } = new();

    /// <summary>The number of the traversal that is under way; 0 if none is.</summary>
    public long Traversal
    {
        get => Volatile.Read(ref _traversal);
        set => Volatile.Write(ref _traversal, value);
    }

    /// <summary>The number of the thread that steps the models; none if they are saved or loaded. It is set before the traversal.</summary>
    public int EnteredBy { get; set; }

    /// <summary>Hands a learning rate down to a model, to be taken back where no step follows.</summary>
    public void HandDown<T>(ref T model, double learningRate)
        where T : IOptimizable?
    {
        double before = model!.LearningRate;
        if (before == learningRate)
            return;

        // A structure has no reference to keep.
        if (!typeof(T).IsValueType)
            _handed.Add((model, before));
        model.LearningRate = learningRate;
    }

    /// <summary>Ends the traversal.</summary>
    /// <param name="isTaken">True if a step has been taken; otherwise the models get back the learning rates that they had.</param>
    public void End(bool isTaken)
    {
        for (int i = isTaken ? 0 : _handed.Count; i-- > 0;)
            _handed[i].Model.LearningRate = _handed[i].LearningRate;
        _handed.Clear();
        Traversal = 0;
    }
}
