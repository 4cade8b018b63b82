namespace FusedOpt;

/// <summary>A model whose parameters are optimized; implemented by the generated part of each <see cref="OptimizeAttribute">optimized</see> class.</summary>
public interface IOptimizable
{
    /// <summary>The step size of the next steps. Finite and at least 0; can be set at any time.</summary>
    /// <exception cref="System.ArgumentOutOfRangeException">The value is negative, infinite or NaN; nothing has changed.</exception>
    double LearningRate { get; set; }

    /// <summary>The number of steps taken.</summary>
    long StepCount { get; }

    /// <summary>Takes one step: every parameter and its state change, the gradients do not.</summary>
    /// <exception cref="System.InvalidOperationException">
    /// A parameter or gradient array is null, or their lengths differ from each other or from the state; nothing has changed.
    /// </exception>
    void Step();

    /// <summary>Sets every gradient to 0.</summary>
    void ZeroGradients();

    /// <summary>Shows the visitor every parameter with its gradient, each followed by its state.</summary>
    /// <remarks>The order is that of the fields. State that no step has used yet has its initial value.</remarks>
    /// <param name="visitor">Receives the parameters and states; the spans are the model's own memory.</param>
    /// <typeparam name="TVisitor">The type of the visitor; a struct makes the walk free of allocation.</typeparam>
    void Visit<TVisitor>(ref TVisitor visitor)
        where TVisitor : IParameterVisitor, allows ref struct;
}
