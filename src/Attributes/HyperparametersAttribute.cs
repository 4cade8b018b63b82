using System;

namespace FusedOpt;

/// <summary>
/// The hyperparameters of the built-in rules: for a class through <see cref="OptimizeAttribute"/>, for one field through
/// <see cref="ParameterAttribute"/>.
/// </summary>
/// <remarks>
/// A hyperparameter that is not given has the rule's own default. A hyperparameter that the rule does not have is a compile-time error,
/// which names those of the rule. A value out of range is a compile-time error, too.
/// </remarks>
public abstract class HyperparametersAttribute : Attribute
{
    private protected HyperparametersAttribute()
    {
    }

    /// <summary>Step size. At least 0.</summary>
    /// <remarks>
    /// The learning rate of a class is the initial value of <c>model.LearningRate</c>. The learning rate of a field keeps its ratio to
    /// <c>model.LearningRate</c> when that changes.
    /// </remarks>
    public double LearningRate { get; set; }

    /// <summary>Weight decay: L2 regularisation, or decoupled decay in rules whose name ends in W. At least 0.</summary>
    public double WeightDecay { get; set; }

    /// <summary>Ascends the gradient instead of descending it.</summary>
    public bool Maximize { get; set; }

    /// <summary>Decay of the velocity (heavy ball). At least 0.</summary>
    public double Momentum { get; set; }

    /// <summary>The share of the gradient that the velocity leaves out.</summary>
    public double Dampening { get; set; }

    /// <summary>Nesterov's look-ahead momentum.</summary>
    public bool Nesterov { get; set; }

    /// <summary>Decay of a velocity that holds the learning rate within itself. In [0, 1).</summary>
    public double Gamma { get; set; }

    /// <summary>Decay of a single moving average. In [0, 1).</summary>
    public double Beta { get; set; }

    /// <summary>Decay of the moving average of the gradient (first moment). In [0, 1).</summary>
    public double Beta1 { get; set; }

    /// <summary>Decay of the moving average of the squared gradient (second moment). In [0, 1).</summary>
    public double Beta2 { get; set; }

    /// <summary>Decay of a third moving average. In [0, 1).</summary>
    public double Beta3 { get; set; }

    /// <summary>True to divide moving averages by 1 - beta^step, which undoes their start at 0.</summary>
    public bool BiasCorrection { get; set; }

    /// <summary>
    /// Small number that keeps a denominator from 0. At least 0; with 0, an element whose gradient has always been 0 becomes NaN.
    /// </summary>
    public double Epsilon { get; set; }

    /// <summary>Adds epsilon under the square root instead of after it.</summary>
    public bool EpsilonInsideSqrt { get; set; }

    /// <summary>Smoothing of the squared gradient, from 0 to 1, or the weight of a slow average. At least 0.</summary>
    public double Alpha { get; set; }

    /// <summary>Smoothing of squared gradients and squared updates. In [0, 1].</summary>
    public double Rho { get; set; }

    /// <summary>Subtracts the squared mean of the gradient from its mean square: a variance instead of a second moment.</summary>
    public bool Centered { get; set; }

    /// <summary>Divides by the largest second moment so far (Reddi et al., 2018).</summary>
    public bool AmsGrad { get; set; }

    /// <summary>Decay of the learning rate per step: learning rate / (1 + (step - 1) decay). At least 0.</summary>
    public double LearningRateDecay { get; set; }

    /// <summary>Initial value of an accumulator of squared gradients. At least 0.</summary>
    public double InitialAccumulator { get; set; }

    /// <summary>Takes weight decay off the parameter instead of adding it to the gradient.</summary>
    public bool DecoupledWeightDecay { get; set; }

    /// <summary>Decays by a division after the step instead of a product before it.</summary>
    public bool Proximal { get; set; }

    /// <summary>The number of steps over which a rule warms up. At least 0.</summary>
    public long WarmupSteps { get; set; }

    /// <summary>The speed at which a momentum warms up. At least 0.</summary>
    public double MomentumDecay { get; set; }

    /// <summary>Decay of the parameter, and with it of the step size. At least 0.</summary>
    public double Lambda { get; set; }

    /// <summary>The step from which on parameters are averaged. At least 0.</summary>
    public double T0 { get; set; }

    /// <summary>Factor on a step size where the gradient's sign has turned. In (0, 1).</summary>
    public double EtaMinus { get; set; }

    /// <summary>Factor on a step size where the sign of the gradient has not changed. Above 1.</summary>
    public double EtaPlus { get; set; }

    /// <summary>The smallest step size of an element. At least 0.</summary>
    public double StepSizeMin { get; set; }

    /// <summary>The newest squared gradient has the weight step^Beta2Decay in its average. At most 0.</summary>
    public double Beta2Decay { get; set; }

    /// <summary>Keeps the second moment from 0; 0 stands for the machine epsilon of the element type. At least 0.</summary>
    public double Epsilon1 { get; set; }

    /// <summary>The least root mean square that a parameter counts with. At least 0.</summary>
    public double Epsilon2 { get; set; }

    /// <summary>The root mean square above which an update is scaled down to it. At least 1.</summary>
    public double D { get; set; }

    /// <summary>The power of an accumulator with which the step size falls. At most 0.</summary>
    public double LearningRatePower { get; set; }

    /// <summary>L1 regularisation. At least 0.</summary>
    public double L1 { get; set; }

    /// <summary>L2 regularisation. At least 0.</summary>
    public double L2 { get; set; }

    /// <summary>The norm of a scaled gradient, as a share of its parameter's. Above 0.</summary>
    public double TrustCoefficient { get; set; }

    /// <summary>The largest step size of an element. At least 0.</summary>
    public double StepSizeMax { get; set; }
}
