using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Tests.CBackend;

/// <summary>
/// Prints a kernel as a function in C: one element after the other, every value a constant of its own. The printer reads
/// <see cref="KernelIr"/> alone, so all that it needs is there for other backends, too.
/// </summary>
internal sealed class CKernelPrinter
{
    /// <summary>The functions and reductions that kernels call, in the order of additions that <see cref="Reduce"/> documents.</summary>
    public const string Prelude = """
        #include <math.h>
        #include <stdbool.h>
        #include <stdint.h>
        #include <stdlib.h>
        #include <string.h>
        #include <float.h>

        static double sum_tree(const double *leaves, long count)
        {
            if (count == 1)
                return leaves[0];
            long left = 1;
            while (2 * left < count)
                left *= 2;
            return sum_tree(leaves, left) + sum_tree(leaves + left, count - left);
        }

        static double sum_blocks(const double *terms, long count)
        {
            if (count == 0)
                return 0;
            long blocks = (count + 511) / 512;
            double *leaves = calloc(blocks, sizeof(double));
            for (long block = 0; block < blocks; block++)
            {
                double sums[32] = { 0 };
                for (long i = 512 * block; i < count && i < 512 * (block + 1); i++)
                    sums[i % 32] += terms[i];
                for (int half = 16; half > 0; half /= 2)
                    for (int i = 0; i < half; i++)
                        sums[i] += sums[i + half];
                leaves[block] = sums[0];
            }
            double sum = sum_tree(leaves, blocks);
            free(leaves);
            return sum;
        }

        static double bounded(double norm, double squares) { return isinf(squares) || !isinf(norm) ? norm : DBL_MAX; }
        static double as_float_norm(double norm) { return !isinf(norm) && norm > FLT_MAX ? FLT_MAX : norm; }
        static double as_double_norm(double norm) { return norm; }

        #define FOR_TYPE(E, name, SQRT, FABS, FLOOR, CEIL, TRUNC, RINT, COPYSIGN, FMA, LEAST) \
            static E name##_sqrt(E x) { return SQRT(x); } \
            static E name##_abs(E x) { return FABS(x); } \
            static E name##_floor(E x) { return FLOOR(x); } \
            static E name##_ceiling(E x) { return CEIL(x); } \
            static E name##_truncate(E x) { return TRUNC(x); } \
            static E name##_round(E x) { return RINT(x); } \
            static E name##_min(E x, E y) { return isnan(x) || isnan(y) ? (E)NAN : x < y || (x == y && signbit(x)) ? x : y; } \
            static E name##_max(E x, E y) { return isnan(x) || isnan(y) ? (E)NAN : x > y || (x == y && !signbit(x)) ? x : y; } \
            static E name##_copysign(E x, E y) { return COPYSIGN(x, isnan(y) ? 0 : y); } \
            static E name##_sign(E x) { return x > 0 ? 1 : x < 0 ? -1 : x; } \
            static E name##_flushsubnormal(E x) { return FABS(x) < LEAST ? 0 : x; } \
            static E name##_fusedmultiplyadd(E x, E y, E z) { return FMA(x, y, z); } \
            static double name##_reduce_sum(const E *x, long count, long stride) \
            { \
                double *terms = malloc((count + 1) * sizeof(double)); \
                for (long i = 0; i < count; i++) terms[i] = x[i * stride]; \
                double sum = sum_blocks(terms, count); free(terms); return sum; \
            } \
            static double name##_reduce_mean(const E *x, long count, long stride) { return name##_reduce_sum(x, count, stride) / count; } \
            static double name##_reduce_norm(const E *x, long count, long stride) \
            { \
                double *terms = malloc((count + 1) * sizeof(double)); \
                for (long i = 0; i < count; i++) terms[i] = (double)x[i * stride] * (double)x[i * stride]; \
                double sum = sum_blocks(terms, count); free(terms); return bounded(sqrt(sum), sum); \
            } \
            static double name##_reduce_maximum(const E *x, long count, long stride) \
            { \
                double largest = -INFINITY; \
                for (long i = 0; i < count; i++) \
                    largest = isnan(largest) || isnan(x[i * stride]) ? NAN : x[i * stride] > largest ? x[i * stride] : largest; \
                return largest; \
            } \
            /* Rows in order, a sum for each column. */ \
            static double name##_column_sum(const E *x, long rows, long columns) \
            { \
                double sum = 0; \
                for (long r = 0; r < rows; r++) sum += x[r * columns]; \
                return sum; \
            } \
            static double name##_column_mean(const E *x, long rows, long columns) { return name##_column_sum(x, rows, columns) / rows; } \
            static double name##_column_norm(const E *x, long rows, long columns) \
            { \
                double sum = 0; \
                for (long r = 0; r < rows; r++) sum += (double)x[r * columns] * (double)x[r * columns]; \
                return bounded(sqrt(sum), sum); \
            } \
            static double name##_column_maximum(const E *x, long rows, long columns) { return name##_reduce_maximum(x, rows, columns); }

        FOR_TYPE(float, float, sqrtf, fabsf, floorf, ceilf, truncf, rintf, copysignf, fmaf, FLT_MIN)
        FOR_TYPE(double, double, sqrt, fabs, floor, ceil, trunc, rint, copysign, fma, DBL_MIN)

        """;

    private readonly SourceWriter _writer;
    private readonly KernelIr _kernel;
    private readonly Program _program;
    private readonly string _element;

    private CKernelPrinter(SourceWriter writer, KernelIr kernel) =>
        (_writer, _kernel, _program, _element) =
            (writer, kernel, kernel.Program, kernel.Program.Element == ElementType.Single ? "float" : "double");

    /// <summary>Writes the function of a kernel.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="name">The name of the function.</param>
    public static void Print(SourceWriter writer, KernelIr kernel, string name) => new CKernelPrinter(writer, kernel).Print(name);

    private void Print(string name)
    {
        const string Memories = "void **arrays, void **axes, double *tensors, long length, long rows, long columns";
        const string Values = "double learning_rate, int64_t step, double gradient_scale, bool zeroes, bool cached";
        using (_writer.Block($"void {name}({Memories}, {Values})"))
        {
            foreach ((StreamId array, int index) in _kernel.Arrays.AsEnumerable().Select((a, i) => (a, i)))
                _writer.Line($"{_element} *{Memory(array)} = arrays[{index}];");
            IEnumerable<Place> stores = _kernel.Sweeps.SelectMany(s => s.Stores.Concat(s.Cached?.Stores ?? []));
            string[] scratch = [.. stores.Where(s => s.Stream.Kind == StreamKind.Block).Select(s => Memory(s.Stream)).Distinct()];
            foreach (string block in scratch)
                _writer.Line($"{_element} *{block} = malloc((length + 1) * sizeof({_element}));");
            for (int b = 0; b < _kernel.AxisBuffers.Count; b++)
            {
                AxisBuffer buffer = _kernel.AxisBuffers[b];
                string type = TypeOf(buffer.Value), count = buffer.Rate == Rate.Row ? "rows" : "columns";
                string memory = buffer.State is not null ? $"axes[{b}]" : $"malloc(({count} + 1) * sizeof({type}))";
                _writer.Line($"{type} *{Buffer(b)} = {memory};");
            }

            // The values before any sweep: uniforms, and what comes with the parameter.
            for (int i = 0; i < _program.Instructions.Count; i++)
            {
                if (_program.Instructions[i] is { IsConstant: false } instruction
                    && (instruction.Rate <= Rate.Uniform || instruction is { Rate: Rate.Tensor, IsInput: true }))
                {
                    Define(i);
                }
            }

            foreach (KernelAction action in _kernel.Actions)
                Print(action);
            IEnumerable<int> buffers = Enumerable.Range(0, _kernel.AxisBuffers.Count).Where(b => _kernel.AxisBuffers[b].State is null);
            foreach (string block in scratch.Concat(buffers.Select(Buffer)))
                _writer.Line($"free({block});");
        }
    }

    private void Print(KernelAction action)
    {
        switch (action)
        {
            case ComputeTensorValues compute:
                Define(compute.Values);
                break;
            case ReduceAxis reduce:
                string function = $"{_element}_reduce_{Lower(_program.Instructions[reduce.Value].Op)}";
                _writer.Line($"const double {Name(reduce.Value)} = {function}({Buffer(reduce.Buffer)}, {CountOf(reduce.Buffer)}, 1);");
                break;
            case ComputeAxisValues loop:
                string index = loop.Rate == Rate.Row ? "row" : "column";
                using (_writer.Block($"for (long {index} = 0; {index} < {index}s; {index}++)"))
                {
                    foreach (AxisPlace load in loop.Loads)
                        _writer.Line($"const {TypeOf(load.Value)} {Name(load.Value)} = {Buffer(load.Buffer)}[{index}];");
                    Define(loop.Computed);
                    foreach (AxisPlace store in loop.Stores)
                        _writer.Line($"{Buffer(store.Buffer)}[{index}] = {Operand(store.Value)};");
                }

                break;
            case RunSweep run:
                Print(_kernel.Sweeps[run.Sweep]);
                break;
            case CopyAxis copy:
                _writer.Line($"memcpy({Buffer(copy.To)}, {Buffer(copy.From)}, {CountOf(copy.To)} * sizeof({_element}));");
                break;
            case FillAxis fill:
                string assignment = $"{Buffer(fill.Buffer)}[i] = {Operand(fill.Value)};";
                _writer.Line($"for (long i = 0; i < {CountOf(fill.Buffer)}; i++) {assignment}");
                break;
            case StoreTensorStates store:
                foreach (int state in store.States)
                    _writer.Line($"tensors[{state}] = {Operand(_program.States[state].Out)};");
                break;
            default:
                throw new NotSupportedException(action.ToString());
        }
    }

    private void Print(SweepIr sweep)
    {
        // Results are needed behind both forms.
        foreach (ReductionIr reduction in sweep.Reductions.Where(r => r.Buffer is null))
            _writer.Line($"double {Name(reduction.Value)};");
        if (sweep.Cached is { } cached)
        {
            using (_writer.Block("if (cached)"))
                PrintForm(cached);
            _writer.Line("else");
        }

        using (_writer.Block())
            PrintForm(sweep);
    }

    private void PrintForm(SweepIr sweep)
    {
        foreach (ReductionIr reduction in sweep.Reductions.Where(r => r.Before is not null))
            Print(reduction, reduction.Before!.Value);
        using (_writer.Block("for (long i = 0; i < length; i++)"))
        {
            if (sweep.IsByRow)
                _writer.Line("const long row = i / columns, column = i % columns;");
            foreach (AxisPlace row in sweep.RowArguments)
                _writer.Line($"const {TypeOf(row.Value)} {Name(row.Value)} = {Buffer(row.Buffer)}[row];");
            foreach (Place load in sweep.Loads)
            {
                bool isColumn = load.Stream.Kind == StreamKind.Column;
                string element = isColumn ? $"{Buffer(load.Stream.Index)}[column]" : $"{Memory(load.Stream)}[i]";
                _writer.Line($"const {TypeOf(load.Value)} {Name(load.Value)} = {element};");
            }

            Define(sweep.Computed);
            foreach (Place store in sweep.Stores)
                _writer.Line($"{Memory(store.Stream)}[i] = {Operand(store.Value)};");
        }

        if (sweep.IsLastOfGradient)
            _writer.Line($"if (zeroes) memset({Memory(StreamId.Gradient)}, 0, length * sizeof({_element}));");
        foreach (ReductionIr reduction in sweep.Reductions.Where(r => r.After is not null))
            Print(reduction, reduction.After!.Value);
    }

    private void Print(ReductionIr reduction, StreamId elements)
    {
        string op = Lower(reduction.Op), cast = reduction.Op == Op.Norm ? $"as_{_element}_norm" : "";
        string memory = Memory(elements), reduce = $"{_element}_reduce_{op}", column = $"{_element}_column_{op}";
        string result = reduction.Buffer is { } buffer ? Buffer(buffer) : Name(reduction.Value);
        _writer.Line(reduction.Rate switch
        {
            Rate.Tensor => $"{result} = {reduce}({memory}, length, 1);",
            Rate.Row => $"for (long r = 0; r < rows; r++) {result}[r] = {cast}({reduce}({memory} + r * columns, columns, 1));",
            _ => $"for (long c = 0; c < columns; c++) {result}[c] = {cast}({column}({memory} + c, rows, columns));",
        });
    }

    private void Define(IEnumerable<int> values)
    {
        foreach (int value in values)
            Define(value);
    }

    private void Define(int position) =>
        _writer.Line($"const {TypeOf(position)} {Name(position)} = {Expression(_program.Instructions[position])};");

    private string Expression(Instruction instruction)
    {
        string[] operands = [.. instruction.Operands.Select(Operand)];
        string type = instruction.Type == ScalarType.Element ? _element : "double";
        return instruction.Op switch
        {
            Op.Step => "step",
            Op.Hyperparameter => "learning_rate",
            Op.GradientScale => "gradient_scale",
            Op.State => $"tensors[{instruction.Payload.Index}]",
            Op.Count => instruction.Payload.Rate switch { Rate.Row => "columns", Rate.Column => "rows", _ => "length" },
            Op.Add => Infix("+"),
            Op.Subtract => Infix("-"),
            Op.Multiply => Infix("*"),
            Op.Divide => Infix("/"),
            Op.Negate => "-" + operands[0],
            Op.Less => Infix("<"),
            Op.LessOrEqual => Infix("<="),
            Op.Greater => Infix(">"),
            Op.GreaterOrEqual => Infix(">="),
            Op.Equal => Infix("=="),
            Op.NotEqual => Infix("!="),
            Op.And => Infix("&&"),
            Op.Or => Infix("||"),
            Op.Not => "!" + operands[0],
            Op.Select => $"{operands[0]} ? {operands[1]} : {operands[2]}",
            Op.ToElement => $"({_element}){operands[0]}",
            Op.ToDouble => $"(double){operands[0]}",
            Op.Abs when instruction.Type == ScalarType.Long => $"llabs({operands[0]})",
            Op.Min when instruction.Type == ScalarType.Long => $"{Infix("<")} ? {operands[0]} : {operands[1]}",
            Op.Max when instruction.Type == ScalarType.Long => $"{Infix(">")} ? {operands[0]} : {operands[1]}",
            Op.Pow or Op.Exp or Op.Log or Op.Tanh or Op.Cbrt or Op.Cos or Op.Atan2 when instruction.Type == ScalarType.Double =>
                Call(Lower(instruction.Op)),
            Op.Sqrt or Op.Abs or Op.Floor or Op.Ceiling or Op.Truncate or Op.Round or Op.Min or Op.Max or Op.CopySign or Op.Sign
                or Op.FlushSubnormal or Op.FusedMultiplyAdd => Call($"{type}_{Lower(instruction.Op)}"),
            _ => throw new NotSupportedException($"{instruction.Op} of {instruction.Type}"),
        };

        string Infix(string symbol) => $"{operands[0]} {symbol} {operands[1]}";
        string Call(string function) => $"{function}({string.Join(", ", operands)})";
    }

    private string Operand(int position) =>
        _program.Instructions[position] is { IsConstant: true } constant ? Constant(constant) : Name(position);

    private string Constant(Instruction constant) => (constant.Type, _element) switch
    {
        (ScalarType.Bool, _) => constant.Truth ? "true" : "false",
        (ScalarType.Long, _) => FormattableString.Invariant($"INT64_C({constant.Payload.Bits})"),
        (ScalarType.Element, "float") => Floating((float)constant.Number, "f"),
        _ => Floating(constant.Number, ""),
    };

    // The shortest text that is read back as the number: as a float with its suffix.
    private static string Floating(double number, string suffix) =>
        double.IsNaN(number) ? $"((double)NAN)"
        : double.IsInfinity(number) ? number > 0 ? "((double)INFINITY)" : "(-(double)INFINITY)"
        : suffix == "f" ? $"({((float)number).ToString("E9", CultureInfo.InvariantCulture)}f)"
        : $"({number.ToString("E17", CultureInfo.InvariantCulture)}{suffix})";

    private string TypeOf(int position) => _program.Instructions[position].Type switch
    {
        ScalarType.Bool => "bool",
        ScalarType.Long => "int64_t",
        ScalarType.Element => _element,
        _ => "double",
    };

    // A block is all of the parameter here, and so is what is kept of it.
    private static string Memory(StreamId stream) => stream.Kind switch
    {
        StreamKind.Block or StreamKind.Intermediate => FormattableString.Invariant($"m{stream.Index}"),
        StreamKind.State => FormattableString.Invariant($"s{stream.Index}"),
        _ => Lower(stream.Kind),
    };

    private string CountOf(int buffer) => _kernel.AxisBuffers[buffer].Rate == Rate.Row ? "rows" : "columns";

    private static string Name(int position) => FormattableString.Invariant($"v{position}");

    private static string Buffer(int number) => FormattableString.Invariant($"b{number}");

    private static string Lower<T>(T name)
        where T : struct, Enum => name.ToString().ToLowerInvariant();
}
