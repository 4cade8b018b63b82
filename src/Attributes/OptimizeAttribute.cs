using System;

namespace FusedOpt;

/// <summary>
/// Generates an optimizer step for the parameters of a partial class or structure: every instance field of floating-point numbers (a
/// number, an array of any rank, a vector, memory, a tensor) that is not <see cref="FrozenAttribute">frozen</see>, every partial property
/// marked <see cref="ParameterAttribute">[Parameter]</see>, and every other optimized model in its fields.
/// </summary>
/// <remarks>
/// <para>
/// The named arguments are the hyperparameters of the rule. One that is not given has the rule's own default; one that
/// the rule does not have is a compile-time error that names those it has. The learning rate can be changed at any time
/// through <c>model.LearningRate</c>; every other hyperparameter is a compile-time constant, on which the generated code
/// is specialised.
/// </para>
/// <para>For a hyperparameter of your own rule that has no property here, see <see cref="HyperparameterAttribute"/>.</para>
/// </remarks>
/// <example>
/// <code>
/// [Optimize(Adam, LearningRate = 1e-2)]
/// public partial class Line
/// {
///     public float Slope;
///     public float Intercept;
///     public float[] Weights = new float[64];
/// }
/// </code>
/// </example>
// Several are admitted by the compiler so that FusedOpt can say in one error which class has two.
// Interfaces are, so that the error names what to do instead.
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class OptimizeAttribute : HyperparametersAttribute
{
    /// <summary>Optimizes with one of the built-in rules.</summary>
    /// <param name="optimizer">The rule; <c>FusedOpt.Rules</c> holds its class, <c>AdamRule</c> for <c>Adam</c>.</param>
    public OptimizeAttribute(Optimizer optimizer) => Optimizer = optimizer;

    /// <summary>Optimizes with a rule of your own.</summary>
    /// <param name="rule">
    /// A static partial class marked with <see cref="UpdateRuleAttribute"/>, in this project or a referenced one.
    /// </param>
    public OptimizeAttribute(Type rule) => Rule = rule;

    /// <summary>The built-in rule, where the attribute names one.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The class of the rule, where the attribute names one.</summary>
    public Type? Rule { get; }

    /// <summary>
    /// Lets a step differ from its rule in the last bits, where that is faster: fused multiply-adds, reciprocals of values that are the
    /// same for all elements, and refined estimates of square roots. The change of every element stays within two units in the last place
    /// of the exact step's; docs/rules.md says how that is meant. Without, every bit is the rule's.
    /// </summary>
    public bool FastMath { get; set; }

    /// <summary>The precision in which state is kept between steps: in full, or in fewer bytes.</summary>
    public StatePrecision StatePrecision { get; set; }

    /// <summary>
    /// The seed of the random numbers by which state is rounded to <see cref="StatePrecision.BFloat16"/>. Equal seeds give equal bits.
    /// </summary>
    /// <remarks>
    /// The random bits are a function of seed, step, state and element alone, whatever the vectors or threads: a run can be repeated, and
    /// continued.
    /// </remarks>
    public long StateSeed { get; set; }

    /// <summary>
    /// The seed of the random numbers that the rule and the stages around it draw, if they do. Equal seeds give equal numbers.
    /// </summary>
    /// <remarks>
    /// The random numbers are a function of seed, step, parameter and element alone, whatever the vectors or threads: a run can be
    /// repeated. See <c>Noise</c>.
    /// </remarks>
    public long NoiseSeed { get; set; }
}
