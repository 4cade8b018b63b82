using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>
/// Receives the models of a tree: for each model what it keeps beside its parameters, and the rows of the tables of its classes.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IModelVisitor : IParameterTableVisitor
{
    /// <summary>The path to the model at hand.</summary>
    ModelPath Path { get; set; }

    /// <summary>Begins with a model.</summary>
    /// <param name="state">The bookkeeping of its steps.</param>
    /// <param name="learningRate">The learning rate as it is kept: NaN while a schedule gives it.</param>
    /// <param name="guard">The guard of its gradients; null if it has none.</param>
    void Model(ref StepState state, ref double learningRate, GradientGuard? guard = null);

    /// <summary>Receives the rule of a class of the model at hand: of its base classes first.</summary>
    /// <param name="rule">The rule, its stages and all hyperparameters.</param>
    void Rule(string rule);

    /// <summary>Receives the place where the model at hand notes that its parameters are where it is to be evaluated.</summary>
    /// <param name="isEvaluating">True if the parameters are there.</param>
    void Mode(ref bool isEvaluating);

    /// <summary>Receives the place of the learning rate at which state of a class stands that begins at the learning rate.</summary>
    /// <param name="rate">The learning rate.</param>
    void StateRate(ref double rate);

    /// <summary>Receives the pruner of a class of the model at hand.</summary>
    /// <param name="pruner">The pruner.</param>
    void Pruning(Pruner pruner);
}
