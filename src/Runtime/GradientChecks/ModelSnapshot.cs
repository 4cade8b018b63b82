using System;
using System.Collections.Generic;

namespace FusedOpt;

/// <summary>The values and gradients of one parameter, copied.</summary>
internal abstract class ParameterValues(string name)
{
    public string Name => name;

    public abstract Type ElementType { get; }

    public abstract int Length { get; }

    public abstract int GradientLength { get; }

    public abstract double Value(int element);

    public abstract double Gradient(int element);

    /// <summary>Returns true if another copy has the same name, type and bits.</summary>
    public abstract bool IsSame(ParameterValues other);
}

/// <inheritdoc/>
internal sealed class ParameterValues<T>(string name, T[] values, T[] gradients) : ParameterValues(name)
    where T : unmanaged
{
    public T[] Values => values;

    public T[] Gradients => gradients;

    public override Type ElementType => typeof(T);

    public override int Length => values.Length;

    public override int GradientLength => gradients.Length;

    public override double Value(int element) => ElementValue.ToDouble(values[element]);

    public override double Gradient(int element) => ElementValue.ToDouble(gradients[element]);

    public override bool IsSame(ParameterValues other) =>
        other is ParameterValues<T> same
        && same.Name == Name
        && System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(values)
            .SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(same.Values));
}

/// <summary>The parameters and gradients of a model, copied.</summary>
internal sealed class ModelSnapshot
{
    private ModelSnapshot(IReadOnlyList<ParameterValues> parameters) => Parameters = parameters;

    /// <summary>The parameters, in the order in which the model shows them.</summary>
    public IReadOnlyList<ParameterValues> Parameters { get; }

    /// <summary>Copies the parameters and gradients of a model.</summary>
    public static ModelSnapshot Take(IOptimizable model)
    {
        var reader = new Reader([]);
        model.Visit(ref reader);
        return new(reader.Parameters);
    }

    /// <summary>Throws if another snapshot has other parameters.</summary>
    public void DemandSameParameters(ModelSnapshot other, string reason)
    {
        for (int i = 0; i < Math.Max(Parameters.Count, other.Parameters.Count); i++)
        {
            if (i >= Parameters.Count || i >= other.Parameters.Count || !Parameters[i].IsSame(other.Parameters[i]))
            {
                string name = (i < Parameters.Count ? Parameters[i] : other.Parameters[i]).Name;
                throw new InvalidOperationException(
                    $"{name} has changed while {reason} ran. Gradients are compared at one point: compute them without a step.");
            }
        }
    }

    /// <summary>Writes the parameters back.</summary>
    public void RestoreParameters(IOptimizable model) => Restore(model, gradients: false);

    /// <summary>Writes the gradients back, except those of sparse tables whose touched rows have changed in number.</summary>
    public void RestoreGradients(IOptimizable model) => Restore(model, gradients: true);

    private void Restore(IOptimizable model, bool gradients)
    {
        var writer = new Writer(Parameters, gradients);
        model.Visit(ref writer);
    }

    private readonly struct Reader(List<ParameterValues> parameters) : IParameterVisitor
    {
        public List<ParameterValues> Parameters => parameters;

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged => parameters.Add(new ParameterValues<T>(name, parameter.ToArray(), gradient.ToArray()));

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }
    }

    private struct Writer(IReadOnlyList<ParameterValues> parameters, bool gradients) : IParameterVisitor
    {
        private int _next;

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged
        {
            int place = _next++;
            if (place >= parameters.Count || parameters[place] is not ParameterValues<T> copied || copied.Name != name)
                return;
            T[] values = gradients ? copied.Gradients : copied.Values;
            Span<T> target = gradients ? gradient : parameter;
            if (values.Length == target.Length)
                values.CopyTo(target);
        }

        public readonly void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }
    }
}
