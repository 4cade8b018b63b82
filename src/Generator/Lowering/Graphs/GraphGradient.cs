using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Lowering;

/// <summary>
/// Appends the steps that compute the gradients of all parameters: a walk over the forward steps, from the last to the first.
/// </summary>
/// <remarks>
/// The gradient of a value with several uses is the sum of their contributions, the last use first. The gradients of parameters are added
/// to the memory of the model, example after example. Nothing is computed below the first parameter that learns.
/// </remarks>
internal sealed class GraphGradient
{
    private readonly GraphSteps _steps;
    private readonly Func<int, bool> _learns;
    private readonly List<int>[] _dense;
    private readonly List<(int Gradient, int Indices)>[] _picked;
    private readonly Dictionary<int, int> _accumulators = [];
    private readonly Dictionary<int, int> _resolved = [];
    private readonly List<(int Forward, int Backward)> _pairs = [];
    private readonly bool[] _isActive;
    private readonly int _forward;

    private GraphGradient(GraphSteps steps, Func<int, bool> learns)
    {
        (_steps, _learns, _forward) = (steps, learns, steps.Steps.Count);
        int count = steps.Tensors.Count;
        _dense = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        _picked = [.. Enumerable.Range(0, count).Select(_ => new List<(int, int)>())];
        _isActive = [.. steps.Tensors.Select(t => t.Kind == TensorKind.Parameter && learns(t.Index))];
        foreach (TensorStep step in steps.Steps)
        {
            bool isActive = step.Reads.Any(r => _isActive[r]);
            foreach (int write in step.Writes)
                _isActive[write] |= isActive && !IsStopped(step, write);
        }
    }

    /// <summary>Appends the backward steps.</summary>
    /// <param name="steps">The forward steps.</param>
    /// <param name="loss">The tensor of the loss of each example.</param>
    /// <param name="learns">Returns true if a parameter, given by its number, learns.</param>
    public static void Run(GraphSteps steps, int loss, Func<int, bool> learns) => new GraphGradient(steps, learns).Run(loss);

    private void Run(int loss)
    {
        int share = _steps.Add(TensorKind.Share, 0, "share", ValueShape.Scalar, isBatched: false);
        _dense[loss].Add(share);
        for (int i = _forward - 1; i >= 0; i--)
        {
            TensorStep step = _steps.Steps[i];
            if (step.Writes.Any(w => _isActive[w] && HasGradient(w)))
                Differentiate(step);
        }

        // A parameter whose own elements are operands of a region has a gradient without examples.
        for (int tensor = 0; tensor < _dense.Length; tensor++)
        {
            if (_steps.Tensors[tensor].Kind != TensorKind.Parameter)
                continue;
            foreach (int gradient in _dense[tensor])
                _steps.Steps.Add(new AddStep(gradient, FindAccumulator(tensor)));
        }

        ShareValues.Run(_steps, _pairs, _forward);
    }

    private static bool IsStopped(TensorStep step, int write) => step is RegionStep { Region: var region } run
        && region.Instructions[region.Outputs[run.Outputs.ToList().IndexOf(write)].Value].Op == Op.StopGradient;

    private bool HasGradient(int tensor) =>
        _dense[tensor].Count > 0 || _picked[tensor].Count > 0 || _accumulators.ContainsKey(tensor);

    private void Differentiate(TensorStep step)
    {
        switch (step)
        {
            case RegionStep region:
                DifferentiateRegion(region);
                break;
            case LinearStep linear:
                DifferentiateLinear(linear);
                break;
            case EmbeddingStep embedding:
                _steps.Steps.Add(new EmbeddingGradientStep(
                    Resolve(embedding.Y), embedding.Indices, FindAccumulator(embedding.Table)));
                break;
            case PickStep pick:
                _picked[pick.X].Add((Resolve(pick.Y), pick.Indices));
                break;
            case RepeatStep repeat:
                Append(repeat.X, gradient => new SumRowsStep(Resolve(repeat.Y), gradient));
                break;
            case SumRowsStep sum:
                Append(sum.X, gradient => new RepeatStep(Resolve(sum.Y), gradient));
                break;
            case ReshapeStep reshape:
                int resolved = Resolve(reshape.Y);
                int view = _steps.AddView(resolved, GradientName(reshape.X), _steps.Tensors[reshape.X].Shape);
                _steps.Steps.Add(new ReshapeStep(resolved, view));
                _dense[reshape.X].Add(view);
                break;
            case CopyColumnsStep copy when _isActive[copy.From]:
                bool clears = copy.Columns < _steps.Tensors[copy.From].Shape.Columns;
                Append(copy.From, gradient =>
                    new CopyColumnsStep(Resolve(copy.To), copy.ToColumn, gradient, copy.FromColumn, copy.Columns, clears));
                break;
        }
    }

    private void Append(int of, Func<int, TensorStep> makeStep)
    {
        int gradient = _steps.AddLike(of, GradientName(of));
        _steps.Steps.Add(makeStep(gradient));
        _dense[of].Add(gradient);
    }

    private void DifferentiateLinear(LinearStep linear)
    {
        int y = Resolve(linear.Y);
        if (_isActive[linear.X])
            Append(linear.X, gradient => new LinearInputGradientStep(y, linear.Weight, gradient));
        if (_isActive[linear.Weight])
            _steps.Steps.Add(new LinearWeightGradientStep(y, linear.X, FindAccumulator(linear.Weight)));
        if (linear.Bias is { } bias && _isActive[bias])
            SumColumns(y, FindAccumulator(bias));
    }

    // The region that computes the gradient adds the columns in the same pass, if there is such a region.
    private void SumColumns(int gradient, int into)
    {
        Tensor tensor = _steps.Tensors[gradient];
        int writer = _steps.Steps.FindIndex(s => s is RegionStep && s.Writes.Contains(gradient));
        if (writer >= 0 && _steps.Steps[writer] is RegionStep step && step.Outputs.ToList().IndexOf(gradient) is var output
            && step.Region.Instructions[step.Region.Outputs[output].Value].Rate == Rate.Varying)
        {
            OutputSlot slot = step.Region.Outputs[output];
            Program region = Regions.Append(step.Region, builder => (
                Regions.Free(step.Region, slot.Name + "Sum"), Rate.Column, builder.Reduction(Op.Sum, Rate.Column, slot.Value)));
            _steps.Steps[writer] = step with { Region = region, Outputs = step.Outputs.Append(into).ToEquatableArray() };
            return;
        }

        var sum = new ProgramBuilder();
        int x = sum.Input(0, Rate.Varying, "gradient");
        Program columns = Regions.Create(
            "ColumnSum",
            Element,
            [new("gradient", Rate.Varying)],
            [new("sum", Rate.Column, sum.Reduction(Op.Sum, Rate.Column, x))],
            sum.ToInstructions());
        _steps.Steps.Add(new RegionStep(columns, new([gradient]), new([into]), tensor.Shape, tensor.IsBatched));
    }

    private ElementType Element => _steps.Steps.OfType<RegionStep>().First().Region.Element;

    private void DifferentiateRegion(RegionStep step)
    {
        int[] known = [.. Enumerable.Range(0, step.Outputs.Count).Where(o => HasGradient(step.Outputs[o]) && _isActive[step.Outputs[o]])];
        bool[] wanted = [.. step.Inputs.Select(i => _isActive[i])];
        Program region = step.Region with { Outputs = known.Select(o => step.Region.Outputs[o]).ToEquatableArray() };
        Program gradient = Adjoint.Run(region, input => wanted[input]);

        // The gradient of each output is the sum of its contributions, or the share of an example.
        var tensors = step.Inputs.ToList();
        int first = step.Inputs.Count;
        foreach ((int output, int slot) in known.Select((o, i) => (o, first + i)))
            gradient = Regions.ReplaceInput(gradient, slot, Contributions(step, step.Outputs[output]), tensors);
        gradient = Regions.RemoveInputs(gradient, Enumerable.Range(first, known.Length));

        var outputs = new List<int>();
        for (int input = 0; input < step.Inputs.Count; input++)
        {
            if (!wanted[input])
                continue;
            int of = step.Inputs[input];
            if (step.Region.Inputs[input].Rate is Rate.Column or Rate.Tensor)
            {
                outputs.Add(FindAccumulator(of));
                continue;
            }

            outputs.Add(_steps.AddLike(of, GradientName(of)));
            _dense[of].Add(outputs[outputs.Count - 1]);
        }

        _pairs.Add((_steps.Steps.IndexOf(step), _steps.Steps.Count));
        _steps.Steps.Add(new RegionStep(
            gradient with { Name = step.Region.Name + Adjoint.Suffix },
            tensors.ToEquatableArray(),
            outputs.ToEquatableArray(),
            step.Shape,
            step.IsBatched));
    }

    // The tensors whose sum is the gradient of an output, each with its rate in the region.
    private List<(int Tensor, Rate Rate)> Contributions(RegionStep step, int output)
    {
        var found = new List<(int, Rate)>();
        Tensor tensor = _steps.Tensors[output];
        Rate rate = tensor.Shape == step.Shape ? Rate.Varying : Rate.Row;
        int[] all = _picked[output].Count > 0 ? [Resolve(output)] : [.. _dense[output], .. AccumulatorsOf(output)];
        foreach (int contribution in all)
        {
            bool isNumber = _steps.Tensors[contribution] is { IsBatched: false, Shape.IsScalar: true };
            found.Add((contribution, isNumber ? Rate.Tensor : rate));
        }

        return found;
    }

    private IEnumerable<int> AccumulatorsOf(int tensor) => _accumulators.TryGetValue(tensor, out int accumulator) ? [accumulator] : [];

    // Returns one tensor with the gradient of a value.
    private int Resolve(int tensor)
    {
        if (_resolved.TryGetValue(tensor, out int known))
            return known;
        int[] dense = [.. _dense[tensor], .. AccumulatorsOf(tensor)];
        bool isShare = dense.Any(d => _steps.Tensors[d].Kind == TensorKind.Share);
        int gradient = dense.Length == 1 && !isShare ? dense[0] : AddSum(tensor, dense);
        foreach ((int picked, int indices) in _picked[tensor])
        {
            int result = _steps.AddView(gradient, GradientName(tensor), _steps.Tensors[tensor].Shape);
            _steps.Steps.Add(new PickGradientStep(picked, indices, gradient, result));
            gradient = result;
        }

        _resolved.Add(tensor, gradient);
        return gradient;
    }

    private int AddSum(int tensor, int[] contributions)
    {
        Tensor of = _steps.Tensors[tensor];
        var builder = new ProgramBuilder();
        var slots = new List<InputSlot>();
        int sum = builder.Number(ScalarType.Element, 0);
        foreach (int contribution in contributions)
        {
            bool isNumber = _steps.Tensors[contribution] is { IsBatched: false, Shape.IsScalar: true };
            string name = FormattableString.Invariant($"gradient{slots.Count + 1}");
            int next = builder.Input(slots.Count, isNumber ? Rate.Tensor : Rate.Varying, name);
            slots.Add(new(name, isNumber ? Rate.Tensor : Rate.Varying));
            if (isNumber)
                next = builder.Operation(Op.ToElement, next);
            sum = slots.Count == 1 ? next : builder.Operation(Op.Add, sum, next);
        }

        int result = _steps.AddLike(tensor, GradientName(tensor));
        Program region = Regions.Create(
            "Sum", Element, slots, [new("sum", Rate.Varying, sum)], builder.ToInstructions());
        _steps.Steps.Add(new RegionStep(region, new(contributions), new([result]), of.Shape, of.IsBatched));
        return result;
    }

    // The memory to which contributions to a value that does not differ by example are added.
    private int FindAccumulator(int tensor)
    {
        if (_accumulators.TryGetValue(tensor, out int known))
            return known;
        Tensor of = _steps.Tensors[tensor];
        int accumulator = of.Kind == TensorKind.Parameter
            ? _steps.Add(TensorKind.ParameterGradient, of.Index, GradientName(tensor), of.Shape, isBatched: false)
            : _steps.Add(TensorKind.Accumulator, 0, GradientName(tensor), of.Shape, isBatched: false);
        _accumulators.Add(tensor, accumulator);
        return accumulator;
    }

    private string GradientName(int tensor) => _steps.Tensors[tensor].Name + Adjoint.Suffix;
}
