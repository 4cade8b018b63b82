using System;

namespace FusedOpt.Rules;

/// <summary>
/// Adafactor: a second moment kept by rows and columns, and a step in proportion to the parameter's size. No first moment.
/// </summary>
/// <remarks>
/// <para>
/// A matrix keeps rows + columns numbers instead of rows * columns; a parameter with another number of dimensions keeps one for each
/// element. Order of operations: PyTorch's <c>torch.optim.Adafactor</c>.
/// </para>
/// <para>N. Shazeer, M. Stern: Adafactor: adaptive learning rates with sublinear memory cost, ICML 2018, algorithms 4 and 5.</para>
/// </remarks>
[UpdateRule(Source = "Shazeer and Stern, 2018")]
public static partial class AdafactorRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="rowVar">For each row of a matrix, the moving average of its mean squared gradient.</param>
    /// <param name="colVar">For each column of a matrix, the moving average of its mean squared gradient.</param>
    /// <param name="variance">The moving average of the squared gradient, for a parameter that is no matrix.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">The largest step size, as a share of the parameter's root mean square.</param>
    /// <param name="beta2Decay">The averages' newest term has the weight step^beta2Decay.</param>
    /// <param name="epsilon1">Keeps the second moment from 0; 0 stands for the machine epsilon of the element type.</param>
    /// <param name="epsilon2">The least root mean square that a parameter counts with.</param>
    /// <param name="d">The root mean square above which an update is scaled down to it.</param>
    /// <param name="weightDecay">Decoupled: each step takes this share times the learning rate off the parameter.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        [State(Per = Per.Row)] ref float rowVar,
        [State(Per = Per.Column)] ref float colVar,
        ref float variance,
        long step,
        [Interval("[0, inf)", Message = "Learning rate should be >= 0 but is")] double learningRate = 1e-2,
        [Interval("(-inf, 0]", Message = "beta2_decay should be <= 0 but is")] double beta2Decay = -0.8,
        [Interval("[0, inf)", Message = "epsilon1 should be >= 0 but is")] double epsilon1 = 0,
        [Interval("[0, inf)", Message = "epsilon2 should be >= 0 but is")] double epsilon2 = 1e-3,
        [Interval("[1, inf)", Message = "Clipping threshold d should be >= 1 but is")] double d = 1,
        [Interval("[0, inf)", Message = "weight decay should be >= 0 but is")] double weightDecay = 0,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;

        double relativeStep = Math.Min(learningRate, 1 / Math.Sqrt(step));
        double parameterRms = Reduce.Norm(parameter) / Math.Sqrt(Shape.Count);
        double alpha = Math.Max(epsilon2, parameterRms) * relativeStep;
        if (weightDecay != 0)
        {
            double shrinkage = 1 - learningRate * weightDecay;
            parameter *= (float)shrinkage;
        }

        // If the square would be 0 as a float, the least divisor takes its place.
        float epsilon = epsilon1 == 0 ? MachineEpsilon() : (float)Math.Max(epsilon1, 1e-37);
        float least = MathF.Max(epsilon * epsilon, 1e-37f);
        double newest = Math.Pow(step, beta2Decay);
        float squared = gradient * gradient;
        float secondMoment;
        if (Shape.IsMatrix)
        {
            rowVar += (float)newest * (Reduce.RowMean(squared) - rowVar);
            colVar += (float)newest * (Reduce.ColumnMean(squared) - colVar);
            float meanVar = MathF.Max((float)Reduce.Mean(rowVar), epsilon);
            secondMoment = rowVar * colVar / meanVar;
        }
        else
        {
            variance += (float)newest * (squared - variance);
            secondMoment = variance;
        }

        float update = gradient / MathF.Sqrt(MathF.Max(secondMoment, least));
        double updateRms = Reduce.Norm(update) / Math.Sqrt(Shape.Count);
        double stepSize = alpha / Math.Max(1, updateRms / d);
        parameter -= (float)stepSize * update;
    }

    // 2^-23 for floats, 2^-52 for doubles: four thirds is not exact, and this is three times its error.
    private static float MachineEpsilon() => MathF.Abs(3f * (4f / 3f - 1f) - 1f);
}
