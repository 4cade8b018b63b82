using System.Text.Json.Serialization;

namespace FusedOpt;

/// <summary>A model whose parameters are optimized; implemented by the generated part of each <see cref="OptimizeAttribute">optimized</see> type.</summary>
public interface IOptimizable : IModelNode
{
    /// <summary>The step size of the next steps. Finite and at least 0; can be set at any time.</summary>
    /// <remarks>
    /// A submodel takes it from there at every step, unless its class has a learning rate or a schedule of its own. Where the class names a
    /// <see cref="ScheduleAttribute">schedule</see>, this is the rate that the schedule has for the next step, until it is set: then it stays what it was set to.
    /// </remarks>
    /// <exception cref="System.ArgumentOutOfRangeException">The value is negative, infinite or NaN; nothing has changed.</exception>
    double LearningRate { get; set; }

    /// <summary>The number of steps taken.</summary>
    [JsonIgnore]
    long StepCount { get; }

    /// <summary>True if the parameters are where gradients are taken, false if they are where the model is to be evaluated.</summary>
    [JsonIgnore]
    bool IsTraining => true;

    /// <summary>Takes one step: every parameter and its state change, the gradients do not. Submodels are stepped too, each instance once.</summary>
    /// <exception cref="System.InvalidOperationException">
    /// A parameter or gradient array is null, their lengths differ from each other or from the state, two parameters share memory, or a model holds itself; nothing has changed.
    /// </exception>
    void Step();

    /// <summary>
    /// Takes one step and sets every gradient to 0, in the same pass: what <see cref="Step"/> and then <see cref="ZeroGradients"/> do, for one more write of each
    /// gradient instead of a second pass.
    /// </summary>
    /// <inheritdoc cref="Step" path="/exception"/>
    void StepAndZeroGradients();

    /// <summary>Sets every gradient to 0.</summary>
    void ZeroGradients();

    /// <summary>Moves the parameters to where the model is to be evaluated and kept; for most rules the parameters are there.</summary>
    void Evaluate()
    {
    }

    /// <summary>Moves the parameters back to where gradients are taken.</summary>
    void Train()
    {
    }

    /// <summary>Shows the visitor every parameter with its gradient, each followed by its state; then those of the submodels.</summary>
    /// <remarks>
    /// The order is that of the fields. State that no step has used yet has its initial value; where it begins at the learning rate, at the one that is set now. That of the first step
    /// takes its place, unless the visitor writes to the state.
    /// </remarks>
    /// <param name="visitor">Receives the parameters and states; the spans are the model's own memory.</param>
    /// <typeparam name="TVisitor">The type of the visitor; a struct makes the traversal free of allocation, but for the paths of submodels.</typeparam>
    void Visit<TVisitor>(ref TVisitor visitor)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        var context = new StepContext(isStep: false);
        Prepare(ref context);
        Visit(ref visitor, ref context, "");
    }
}
