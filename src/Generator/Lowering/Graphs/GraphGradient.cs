using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Lowering;

/// <summary>
/// Appends the operations that compute the gradients of all parameters: a pass over the forward operations, from the last to the first.
/// </summary>
/// <remarks>
/// The gradient of a value with several uses is the sum of their contributions, the last use first. The gradients of parameters are added
/// to the memory of the model, example after example. Nothing is computed below the first parameter that learns.
/// </remarks>
internal sealed partial class GraphGradient
{
    private readonly GraphOperations _operations;
    private readonly ElementType _element;
    private readonly List<int>[] _dense;
    private readonly List<(int Gradient, int Indices)>[] _picked;
    private readonly Dictionary<int, int> _accumulators = [];
    private readonly Dictionary<int, List<PartialGradient>> _partial = [];
    private readonly Dictionary<int, int> _resolved = [];
    private readonly List<RegionPair> _pairs = [];
    private readonly HashSet<int> _shared = [];
    private readonly bool[] _isActive;
    private List<TensorOperation> _list;

    private GraphGradient(GraphOperations operations, Func<int, bool> learns, ElementType element)
    {
        (_operations, _element, _list) = (operations, element, operations.Backward);
        int count = operations.Tensors.Count;
        _dense = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        _picked = [.. Enumerable.Range(0, count).Select(_ => new List<(int, int)>())];
        _isActive = [.. operations.Tensors.Select(t => t.Kind == TensorKind.Parameter && learns(t.Index))];
        Activate(operations.Forward);
    }

    /// <summary>Appends the backward operations.</summary>
    /// <param name="operations">The forward operations.</param>
    /// <param name="loss">The tensor of the loss of each example.</param>
    /// <param name="learns">Returns true if a parameter, given by its number, learns.</param>
    /// <param name="element">The type of the elements.</param>
    public static void Run(GraphOperations operations, int loss, Func<int, bool> learns, ElementType element) =>
        new GraphGradient(operations, learns, element).Run(loss);

    private void Run(int loss)
    {
        int share = _operations.Add(TensorKind.Share, 0, "share", ValueShape.Scalar, isBatched: false);
        _dense[loss].Add(share);
        Differentiate(_operations.Forward);

        // A parameter whose own elements are operands of a region has a gradient without examples.
        AddUnbatched(t => _operations.Tensors[t].Kind == TensorKind.Parameter);
        ShareValues.Run(_operations, _pairs);
        Recompute.Run(_operations);
    }

    private void Activate(IReadOnlyList<TensorOperation> operations)
    {
        foreach (TensorOperation operation in operations)
        {
            if (operation is LoopOperation loop)
            {
                // The end of a pass is the beginning of the next, and one variable may follow from another.
                for (int pass = 0; loop.Carries.Count - pass >= 0; pass++)
                    Activate(loop.Body);
                continue;
            }

            bool isActive = operation.Reads.Any(r => _isActive[r]);
            foreach (int write in operation.Writes)
                _isActive[write] |= isActive && !IsStopped(operation, write);
        }
    }

    private void Differentiate(IReadOnlyList<TensorOperation> operations)
    {
        for (int i = operations.Count - 1; i >= 0; i--)
        {
            TensorOperation operation = operations[i];
            if (operation is LoopOperation loop)
                DifferentiateLoop(loop);
            else if (operation.Writes.Any(w => _isActive[w] && HasGradient(w)))
                DifferentiateIn(operation);
        }
    }

    // The operations of a gradient belong to the call of the operation itself.
    private void DifferentiateIn(TensorOperation operation)
    {
        int first = _list.Count;
        Differentiate(operation);
        for (int i = first; _list.Count - i > 0; i++)
            _list[i] = _list[i] with { Checkpoint = operation.Checkpoint };
    }

    // Adds what operations without examples contribute to values, all or those behind the first few, to the memory of their gradients.
    private void AddUnbatched(Func<int, bool> isWanted, int[]? first = null)
    {
        for (int tensor = 0; tensor < _dense.Length; tensor++)
        {
            if (!isWanted(tensor))
                continue;
            int begin = first?[tensor] ?? 0;
            foreach (int gradient in _dense[tensor].Skip(begin))
                _list.Add(new AddOperation(gradient, FindAccumulator(tensor)));
            _dense[tensor].RemoveRange(begin, _dense[tensor].Count - begin);
        }
    }

    private static bool IsStopped(TensorOperation operation, int write) => operation is RegionOperation { Region: var region } run
        && region.Instructions[region.Outputs[run.Outputs.ToList().IndexOf(write)].Value].Op == Op.StopGradient;

    private bool HasGradient(int tensor) =>
        _dense[tensor].Count > 0 || _picked[tensor].Count > 0 || _accumulators.ContainsKey(tensor);

    private void Differentiate(TensorOperation operation)
    {
        switch (operation)
        {
            case RegionOperation region:
                DifferentiateRegion(region);
                break;
            case LinearOperation linear:
                DifferentiateLinear(linear);
                break;
            case EmbeddingOperation embedding:
                _list.Add(new EmbeddingGradientOperation(
                    Resolve(embedding.Y), embedding.Indices, FindAccumulator(embedding.Table)));
                break;
            case PickOperation pick:
                _picked[pick.X].Add((Resolve(pick.Y), pick.Indices));
                break;
            case RepeatOperation repeat:
                Append(repeat.X, gradient => new SumRowsOperation(Resolve(repeat.Y), gradient));
                break;
            case SumRowsOperation sum:
                Append(sum.X, gradient => new RepeatOperation(Resolve(sum.Y), gradient));
                break;
            case ReshapeOperation reshape:
                int resolved = Resolve(reshape.Y);
                int view = _operations.AddView(resolved, GradientName(reshape.X), _operations.Tensors[reshape.X].Shape);
                _list.Add(new ReshapeOperation(resolved, view));
                _dense[reshape.X].Add(view);
                break;
            case SpreadOperation spread:
                _list.Add(new SpreadGradientOperation(Resolve(spread.Y), FindAccumulator(spread.X)));
                break;
            case CopyOperation { Step: LoopStep.Next }:
                break;
            case CopyOperation copy:
                _dense[copy.X].Add(Resolve(copy.Y));
                break;
            case DropoutOperation dropout:
                Append(dropout.X, gradient => new DropoutOperation(Resolve(dropout.Y), gradient, dropout.Site, dropout.Rate));
                break;
            case TransposeOperation transpose:
                Append(transpose.X, gradient => new TransposeOperation(Resolve(transpose.Y), gradient));
                break;
            case CopyColumnsOperation copy when _isActive[copy.From]:
                int to = Resolve(copy.To);
                AppendColumns(copy.From, copy.FromColumn, copy.Columns, (gradient, clears) =>
                    new CopyColumnsOperation(to, copy.ToColumn, gradient, copy.FromColumn, copy.Columns, clears));
                break;
            case MatMulOperation product:
                DifferentiateProduct(product);
                break;
        }
    }

    private void Append(int of, Func<int, TensorOperation> makeOperation)
    {
        int gradient = _operations.AddLike(of, GradientName(of));
        _list.Add(makeOperation(gradient));
        _dense[of].Add(gradient);
    }

    private void DifferentiateProduct(MatMulOperation product)
    {
        int y = Resolve(product.Y);
        if (_isActive[product.Left])
        {
            ProductForm form = product.Form.LeftGradient;
            (int left, int right) = product.Form.Left.IsTransposed ? (product.Right, y) : (y, product.Right);
            AppendFactor(product.Left, form, (gradient, clears) => new MatMulOperation(left, right, gradient, form, clears));
        }

        if (_isActive[product.Right])
        {
            ProductForm form = product.Form.RightGradient;
            (int left, int right) = product.Form.Right.IsTransposed ? (y, product.Left) : (product.Left, y);
            AppendFactor(product.Right, form, (gradient, clears) => new MatMulOperation(left, right, gradient, form, clears));
        }
    }

    private void AppendFactor(int of, ProductForm form, Func<int, bool, TensorOperation> makeOperation)
    {
        if (form.Result.IsBeside)
            AppendColumns(of, form.Result.FirstColumn, form.Heads * form.Result.Columns, makeOperation);
        else
            Append(of, gradient => makeOperation(gradient, false));
    }

    private void DifferentiateLinear(LinearOperation linear)
    {
        int y = Resolve(linear.Y);
        if (_isActive[linear.X])
            Append(linear.X, gradient => new LinearInputGradientOperation(y, linear.Weight, gradient));
        if (_isActive[linear.Weight])
            _list.Add(new LinearWeightGradientOperation(y, linear.X, FindAccumulator(linear.Weight)));
        if (linear.Bias is { } bias && _isActive[bias])
            SumColumns(y, FindAccumulator(bias));
    }

    // The region that computes the gradient adds the columns in the same pass, if there is such a region.
    private void SumColumns(int gradient, int into)
    {
        Tensor tensor = _operations.Tensors[gradient];
        int writer = _list.FindIndex(s => s is RegionOperation && s.Writes.Contains(gradient));
        if (writer >= 0
            && _list[writer] is RegionOperation operation
            && operation.Outputs.ToList().IndexOf(gradient) is var output
            && operation.Region.Instructions[operation.Region.Outputs[output].Value].Rate == Rate.Varying)
        {
            OutputSlot slot = operation.Region.Outputs[output];
            Program region = Regions.Append(operation.Region, builder => (
                Regions.Free(operation.Region, slot.Name + "Sum"), Rate.Column, builder.Reduction(Op.Sum, Rate.Column, slot.Value)));
            _list[writer] = operation with { Region = region, Outputs = operation.Outputs.Append(into).ToEquatableArray() };
            return;
        }

        var sum = new ProgramBuilder();
        int x = sum.Input(0, Rate.Varying, "gradient");
        Program columns = Regions.Create(
            "ColumnSum",
            _element,
            [new("gradient", Rate.Varying)],
            [new("sum", Rate.Column, sum.Reduction(Op.Sum, Rate.Column, x))],
            sum.ToInstructions());
        _list.Add(new RegionOperation(columns, new([gradient]), new([into]), tensor.Shape, tensor.IsBatched));
    }

    private void DifferentiateRegion(RegionOperation operation)
    {
        bool IsKnown(int output) => HasGradient(operation.Outputs[output]) && _isActive[operation.Outputs[output]];
        int[] known = [.. Enumerable.Range(0, operation.Outputs.Count).Where(IsKnown)];
        bool[] wanted = [.. operation.Inputs.Select(i => _isActive[i])];
        Program region = operation.Region with { Outputs = known.Select(o => operation.Region.Outputs[o]).ToEquatableArray() };
        Program gradient = Adjoint.Run(region, input => wanted[input]);

        // The gradient of each output is the sum of its contributions, or the share of an example.
        var tensors = operation.Inputs.ToList();
        int first = operation.Inputs.Count;
        foreach ((int output, int slot) in known.Select((o, i) => (o, first + i)))
            gradient = Regions.ReplaceInput(gradient, slot, Contributions(operation, operation.Outputs[output]), tensors);
        gradient = Regions.RemoveInputs(gradient, Enumerable.Range(first, known.Length));

        var outputs = new List<int>();
        var slots = new List<OutputSlot>();
        int[] inputs = [.. Enumerable.Range(0, wanted.Length).Where(i => wanted[i])];
        foreach ((int input, OutputSlot slot) in inputs.Zip(gradient.Outputs, (i, s) => (i, s)))
        {
            int of = operation.Inputs[input];
            bool isSummed = operation.Region.Inputs[input].Rate is Rate.Column or Rate.Tensor;
            if (!isSummed && FindSame(of, gradient, slot, tensors) is { } same)
            {
                _dense[of].Add(same);
                _shared.Add(MemoryPlan.FindRoot(_operations.Tensors, same));
                continue;
            }

            slots.Add(slot);
            outputs.Add(isSummed ? FindAccumulator(of) : _operations.AddLike(of, GradientName(of)));
            if (!isSummed)
                _dense[of].Add(outputs[outputs.Count - 1]);
        }

        if (slots.Count == 0)
            return;
        gradient = gradient with { Outputs = slots.ToEquatableArray() };
        _pairs.Add(new(operation, _list, _list.Count));
        _list.Add(new RegionOperation(
            gradient with { Name = operation.Region.Name + Adjoint.Suffix },
            tensors.ToEquatableArray(),
            outputs.ToEquatableArray(),
            operation.Shape,
            operation.IsBatched));
    }

    // Returns the tensor of which a gradient would be a copy: that of a sum, for both of its terms.
    private int? FindSame(int of, Program gradient, OutputSlot slot, List<int> tensors)
    {
        Instruction value = gradient.Instructions[slot.Value];
        if (value.Op != Op.Input || value.Rate != slot.Rate)
            return null;
        (Tensor same, Tensor like) = (_operations.Tensors[tensors[value.Payload.Index]], _operations.Tensors[of]);
        return same.IsBatched && like.IsBatched && same.Shape == like.Shape ? tensors[value.Payload.Index] : null;
    }

    // The tensors whose sum is the gradient of an output, each with its rate in the region.
    private List<(int Tensor, Rate Rate)> Contributions(RegionOperation operation, int output)
    {
        var found = new List<(int, Rate)>();
        Tensor tensor = _operations.Tensors[output];
        Rate rate = tensor.Shape == operation.Shape ? Rate.Varying : Rate.Row;
        CloseColumns(output);
        int[] all = _picked[output].Count > 0 ? [Resolve(output)] : [.. _dense[output], .. AccumulatorsOf(output)];
        foreach (int contribution in all)
        {
            bool isNumber = _operations.Tensors[contribution] is { IsBatched: false, Shape.IsScalar: true };
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
        CloseColumns(tensor);
        int[] dense = [.. _dense[tensor], .. AccumulatorsOf(tensor)];
        bool isShare = dense.Any(d => _operations.Tensors[d].Kind == TensorKind.Share);
        bool isOwn = dense.Length == 1 && !isShare && !(_picked[tensor].Count > 0 && IsShared(dense[0]));
        int gradient = isOwn ? dense[0] : AddSum(tensor, dense);
        foreach ((int picked, int indices) in _picked[tensor])
        {
            int result = _operations.AddView(gradient, GradientName(tensor), _operations.Tensors[tensor].Shape);
            _list.Add(new PickGradientOperation(picked, indices, gradient, result));
            gradient = result;
        }

        _resolved.Add(tensor, gradient);
        return gradient;
    }

    private bool IsShared(int tensor) => _shared.Contains(MemoryPlan.FindRoot(_operations.Tensors, tensor));

    private int AddSum(int tensor, int[] contributions)
    {
        Tensor of = _operations.Tensors[tensor];
        var builder = new ProgramBuilder();
        var slots = new List<InputSlot>();
        int sum = builder.Number(ScalarType.Element, 0);
        foreach (int contribution in contributions)
        {
            bool isNumber = _operations.Tensors[contribution] is { IsBatched: false, Shape.IsScalar: true };
            string name = FormattableString.Invariant($"gradient{slots.Count + 1}");
            int next = builder.Input(slots.Count, isNumber ? Rate.Tensor : Rate.Varying, name);
            slots.Add(new(name, isNumber ? Rate.Tensor : Rate.Varying));
            if (isNumber)
                next = builder.Operation(Op.ToElement, next);
            sum = slots.Count == 1 ? next : builder.Operation(Op.Add, sum, next);
        }

        int result = _operations.AddLike(tensor, GradientName(tensor));
        Program region = Regions.Create(
            "Sum", _element, slots, [new("sum", Rate.Varying, sum)], builder.ToInstructions());
        _list.Add(new RegionOperation(region, new(contributions), new([result]), of.Shape, of.IsBatched));
        return result;
    }

    // The memory to which contributions to a value that does not differ by example are added.
    private int FindAccumulator(int tensor)
    {
        if (_accumulators.TryGetValue(tensor, out int known))
            return known;
        Tensor of = _operations.Tensors[tensor];
        int loop = _operations.Loop;
        _operations.Loop = of.Loop;
        int accumulator = of.Kind == TensorKind.Parameter
            ? _operations.Add(TensorKind.ParameterGradient, of.Index, GradientName(tensor), of.Shape, isBatched: false)
            : _operations.Add(TensorKind.Accumulator, 0, GradientName(tensor), of.Shape, isBatched: false);
        _operations.Loop = loop;
        _accumulators.Add(tensor, accumulator);
        return accumulator;
    }

    private string GradientName(int tensor) => _operations.Tensors[tensor].Name + Adjoint.Suffix;
}
