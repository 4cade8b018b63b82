using System;
using System.Runtime.CompilerServices;

namespace FusedOpt;

/// <summary>
/// The random numbers of one element at one step, for <see cref="UpdateRuleAttribute">update rules</see> and the stages around them: a
/// parameter <c>Noise noise</c> of <c>Update</c>, <c>Transform</c> or <c>Average</c>.
/// </summary>
/// <remarks>
/// The numbers are a function of the constructor's arguments and of the number of the draw, and of nothing else: they are the same on every
/// machine, in vectors of every width and on any number of threads. A rule that draws several numbers gives each draw a number of its own;
/// two draws of one number are equal, and an error when a rule is compiled. docs/rules.md has the formula.
/// </remarks>
/// <example><code>gradient += (float)deviation * noise.Normal();</code></example>
public readonly struct Noise
{
    /// <summary>The number of draws that a rule may have.</summary>
    private const int Draws = 256;

    private readonly ulong _sequence;
    private readonly int _element;
    private readonly int _stage;

    /// <summary>The random numbers that a step has for an element.</summary>
    /// <param name="seed">The <c>NoiseSeed</c> of the class.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="parameter">
    /// The number of the parameter in its class, from 0 in the order of declaration; in a derived class from 65,536 times the number of
    /// optimized classes that it derives from.
    /// </param>
    /// <param name="element">The index of the element in its array; of a partial property, in <c>ParameterSpan</c>.</param>
    /// <param name="stage">0 for the rule; the stages around it count from 1 in the order of their attributes.</param>
    /// <param name="model">
    /// The number of the model: 0 where it is stepped as a whole; those within count from 1, as the step comes to them.
    /// </param>
    public Noise(long seed, long step, int parameter = 0, int element = 0, int stage = 0, int model = 0)
        : this(SplitMix64.Generate(SplitMix64.Generate(SplitMix64.Generate((ulong)seed, step), model), parameter), element, stage)
    {
    }

    private Noise(ulong sequence, int element, int stage) => (_sequence, _element, _stage) = (sequence, element, stage);

    /// <summary>The numbers for one of the arrays of an array of arrays.</summary>
    /// <param name="array">The index of the array.</param>
    public Noise this[int array] => new(SplitMix64.Generate(_sequence, array), _element, _stage);

    /// <summary>Returns the numbers for a later element.</summary>
    /// <param name="elements">The number of elements to skip.</param>
    public Noise Skip(int elements) => new(_sequence, _element + elements, _stage);

    /// <summary>A number between 0 and 1, neither of them: an odd multiple of 2^-24, all equally likely.</summary>
    /// <param name="draw">The number of the draw, a constant from 0 to 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of the draw is not from 0 to 255.</exception>
    public float Uniform(int draw = 0) => Sequence(_stage, draw).Uniform(0);

    /// <summary>
    /// A number of the standard normal distribution, of magnitude 6.34 or less: the quantile of one of 2^32 probabilities, all equally
    /// likely, within 1.2e-6 of itself.
    /// </summary>
    /// <inheritdoc cref="Uniform"/>
    public float Normal(int draw = 0) => Sequence(_stage, draw).Normal(0);

    /// <summary>One draw for this element and those that follow; for generated code.</summary>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public NoiseSequence Sequence(int stage, int draw)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)draw, (uint)Draws, nameof(draw));
        return new(SplitMix64.Generate(_sequence, (stage * Draws) + draw), _element);
    }
}
