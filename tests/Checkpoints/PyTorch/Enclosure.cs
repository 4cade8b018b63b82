using System;

namespace FusedOpt.Checkpoints.Tests.PyTorch;

/// <summary>The hyperparameters of a parameter, for all rules of these tests.</summary>
internal sealed record Hyper(double LearningRate)
{
    public bool IsAdam { get; init; }
    public double WeightDecay { get; init; }
    public bool IsDecoupled { get; init; }
    public double Momentum { get; init; }
    public double Dampening { get; init; }
    public bool IsNesterov { get; init; }
    public double Beta2 { get; init; } = 0.999;
    public bool IsAmsGrad { get; init; }
}

/// <summary>Encloses one element on its way through steps of PyTorch and of FusedOpt, operation by operation.</summary>
/// <param name="hyper">The hyperparameters.</param>
/// <param name="start">The value of the element at first.</param>
/// <param name="unit">Half a unit in the last place of 1.</param>
internal sealed class Enclosure(Hyper hyper, double start, double unit)
{
    private const double Beta1 = 0.9, Epsilon = 1e-8;

    private Ball _first = Ball.Exact(0, unit), _second = Ball.Exact(0, unit), _largest = Ball.Exact(0, unit);
    private int _step;

    /// <summary>The element.</summary>
    public Ball Value { get; private set; } = Ball.Exact(start, unit);

    /// <summary>Takes a step.</summary>
    /// <param name="exactGradient">The gradient, which both sides have without an error.</param>
    /// <param name="isPyTorch">True for PyTorch's operations, false for FusedOpt's.</param>
    public void Step(double exactGradient, bool isPyTorch)
    {
        _step++;
        Ball gradient = Ball.Exact(exactGradient, unit);
        if (hyper.WeightDecay != 0 && hyper.IsDecoupled)
            Value *= Value.Constant(1 - (hyper.LearningRate * hyper.WeightDecay));
        else if (hyper.WeightDecay != 0)
            gradient += Value.Constant(hyper.WeightDecay) * Value;
        if (hyper.IsAdam)
            StepAdam(gradient, isPyTorch);
        else
            StepSgd(gradient);
    }

    private void StepSgd(Ball gradient)
    {
        if (hyper.Momentum != 0)
        {
            Ball share = Value.Constant(_step == 1 ? 1 : 1 - hyper.Dampening);
            _first = (Value.Constant(hyper.Momentum) * _first) + (share * gradient);
            gradient = hyper.IsNesterov ? gradient + (Value.Constant(hyper.Momentum) * _first) : _first;
        }

        Value -= Value.Constant(hyper.LearningRate) * gradient;
    }

    private void StepAdam(Ball gradient, bool isPyTorch)
    {
        _first += Value.Constant(1 - Beta1) * (gradient - _first);
        _second = (Value.Constant(hyper.Beta2) * _second) + (Value.Constant(1 - hyper.Beta2) * gradient * gradient);
        _largest = Ball.Max(_largest, _second);
        Ball root = (hyper.IsAmsGrad ? _largest : _second).Sqrt();
        double correction1 = 1 - Math.Pow(Beta1, _step), correction2Root = Math.Sqrt(1 - Math.Pow(hyper.Beta2, _step));
        Value -= isPyTorch
            ? Value.Constant(hyper.LearningRate / correction1) * _first
                / ((root / Value.Constant(correction2Root)) + Value.Constant(Epsilon))
            : Value.Constant(hyper.LearningRate * correction2Root / correction1) * _first
                / (root + Value.Constant(Epsilon * correction2Root));
    }
}
