using System;

namespace FusedOpt;

/// <summary>Holds a model while it is saved or loaded: no step can begin meanwhile.</summary>
internal sealed class ModelHold : IDisposable
{
    private readonly IOptimizable _model;
    private readonly StepContext _context;

    /// <summary>Prepares a model and holds it.</summary>
    /// <exception cref="InvalidOperationException">The model is being stepped, saved or loaded, or is not ready to be stepped.</exception>
    public ModelHold(IOptimizable model)
    {
        _model = model;
        var context = new StepContext(isStep: false) { IsExclusive = true, Root = model };
        if (!model.StepState.TryEnter(ref context))
            throw StepDriver.Concurrent(model.GetType().Name);
        try
        {
            model.Prepare(ref context);
        }
        catch
        {
            model.StepState.Leave(in context);
            throw;
        }

        _context = context;
    }

    /// <summary>Does work while managers of memory hold the memory of the model, if there are any.</summary>
    public void Run(Action work)
    {
        if (_context.Held is { IsOpen: false } held)
        {
            var call = new Work(work);
            held.Run(ref call);
        }
        else
        {
            work();
        }
    }

    /// <summary>Shows a pass the model.</summary>
    public void Show(CheckpointPass pass)
    {
        StepContext look = _context;
        var table = new ParameterTable<CheckpointVisitor>(new(pass));
        _model.Visit(ref table, ref look);
    }

    /// <summary>Lets go of the model.</summary>
    public void Dispose() => _model.StepState.Leave(in _context);

    private readonly struct Work(Action work) : HeldMemory.IWork
    {
        public void Do() => work();
    }
}
