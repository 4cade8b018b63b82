using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>
/// Writes the type of the gradients: the constructors, and a member for each parameter. A class that takes sums of gradients also has a
/// member for each submodel.
/// </summary>
internal sealed class GradientsTypeEmitter
{
    private const string Tree = "fusedOpt::GradientTree";

    private readonly SourceWriter _writer;
    private readonly LoweredModel _model;
    private readonly SubmodelGradientsEmitter _submodels;
    private readonly string _parameter;
    private readonly string _tree;
    private readonly string _owner;
    private readonly string _space;

    private GradientsTypeEmitter(SourceWriter writer, LoweredModel model)
    {
        (_writer, _model) = (writer, model);
        (_parameter, _tree) = (model.Names.Local("model"), model.Names.Local("tree"));
        HashSet<string> taken =
        [
            .. model.Target.TakenNames,
            .. model.Parameters.Select(p => p.Field.Name),
            .. model.Target.Submodels.Select(p => p.Name),
            .. model.Arena is { } arena ? [arena] : Array.Empty<string>(),
        ];
        (_owner, _space) = (Identifiers.Unique("_model", taken), Identifiers.Unique("_space", taken));
        _submodels = new(writer, model, _owner, taken);
    }

    private bool Sums => _model.Target.SumsGradients;

    // The copy of a record has gradients of its own, so the gradients of a record tell to which copy they belong.
    private bool IsOf => _model.Target.TypeHierarchy.IsRecord && !_model.IsStruct && !_model.IsDerived;

    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        var emitter = new GradientsTypeEmitter(writer, model);
        emitter.EmitCreation();
        emitter.EmitType();
    }

    // The most derived class knows all parameters.
    private void EmitCreation()
    {
        if (!_model.TypeMembers.Has(GeneratedMemberNames.CreateGradients))
            return;
        _writer.Line("/// <summary>Makes the gradients, with those of the base classes.</summary>");
        HookEmitter.EmitHidden(_writer, _model.Target.TypeHierarchy);
        string head = _model.TypeMembers.Begin(_writer, GeneratedMemberNames.CreateGradients);
        _writer.Line($"{head} => new {GeneratedMemberNames.GradientsType}(this{(Sums ? ", " + _tree : "")});").Line();
    }

    private void EmitType()
    {
        _writer.Line($"/// <summary>A gradient for each parameter of {_model.Target.Type.Name}, under its name.</summary>");
        _writer.Line(FileEmitter.GeneratedMember);
        using (_writer.Block(_model.GradientsType))
        {
            EmitFields();
            EmitConstructors();
            if (IsOf)
            {
                const string Summary = "Returns true if these are the gradients of a model, and not of one that it was copied from.";
                _writer.Line().Line($"/// <summary>{Summary}</summary>");
                string parameter = $"{_model.Target.Type.Self} {_parameter}";
                _writer.Line($"internal bool {_model.Names.IsOf}({parameter}) => object.ReferenceEquals({_owner}, {_parameter});");
            }

            foreach (IGrouping<string, ModelParameter> alike in _model.Parameters.GroupBy(Kind))
            {
                foreach (ArraySegment<ModelParameter> some in Pieces.Split([.. alike], Pieces.MaxTerms))
                    EmitMembers(some);
            }

            if (Sums)
                EmitWhole();
        }
    }

    private void EmitFields()
    {
        var fields = new List<string>();
        if (IsOf || _submodels.Any)
            fields.Add($"{_model.Target.Type.Self}{(Sums ? "?" : "")} {_owner}");
        fields.AddRange(_submodels.Fields);
        if (_model.Arena is { } arena)
            fields.Add($"fusedOpt::Arena<{_model.Layout!.Keyword}> {arena}");
        if (Sums && _model.Arena is not null)
            fields.Add($"int {_space}");
        foreach (string field in fields)
            _writer.Line($"private readonly {field};");
        if (fields.Count > 0)
            _writer.Line();
    }

    private void EmitConstructors()
    {
        string rest = _submodels.Any ? ", and for those of the submodels" : "";
        _writer.Line($"/// <summary>Makes a gradient for each parameter of a model{rest}.</summary>");
        if (Sums)
        {
            using (_writer.Block(_model.GradientMembers.Head(Members.GradientMembers.Constructor)))
            {
            }

            _writer.Line();
            const string Tree = "Makes gradients as a part of a tree; without a tree, the gradients that the model holds itself.";
            _writer.Line($"/// <summary>{Tree}</summary>");
        }

        if (_model.Target.TypeHierarchy.IsOpen)
            HookEmitter.EmitHidden(_writer, _model.Target.TypeHierarchy);
        using (_writer.Block(_model.GradientMembers.Head(Members.GradientMembers.HookConstructor)))
        {
            if (IsOf && !Sums)
                _writer.Line($"{_owner} = {_parameter};");
            if (_model.Arena is { } arena)
                EmitArena((arena == _parameter ? "this." : "") + arena, $"{_parameter}.{arena}");
            foreach (FieldParameter p in _model.Fields.Where(p => p.NeedsPreparation && !p.Field.IsSparse))
                FieldGradientEmitter.Emit(_writer, _model, p, $"{_parameter}.{p.Own}");
            foreach (ModelParameter p in _model.Sparse)
                RowsEmitter.EmitGradient(_writer, _model, p, _parameter);
            if (Sums && (IsOf || _submodels.Any))
                _submodels.EmitMaking(_parameter, _tree);
        }
    }

    // The model's own gradients lie beside its parameters, in the next space of the arena.
    private void EmitArena(string field, string own)
    {
        if (!Sums)
        {
            _writer.Line($"{field} = {own};");
            return;
        }

        string arguments = FormattableString.Invariant($"\"{_model.Target.Type.Name}\", {_model.Layout!.Length}, []");
        string arena = $"new fusedOpt::Arena<{_model.Layout.Keyword}>({arguments})";
        _writer.Line($"({field}, {_space}) = {_tree} is null ? ({own}, 1) : ({arena}, 0);");
    }

    // The fields that one declaration can have: the same type, and the same words for what they are.
    private string Kind(ModelParameter p) =>
        _model.GradientMembers.Find(p.Field.Name).FieldType is { } type ? $"{type}{(p.Field.IsSparse ? "" : Extent(p))}" : p.Field.Name;

    private void EmitMembers(ArraySegment<ModelParameter> alike)
    {
        ModelParameter first = alike.First();
        MemberDeclaration member = _model.GradientMembers.Find(first.Field.Name);
        string names = DocumentationText.List(alike.Select(p => p.Field.Name)), of = alike.Count > 1 ? "gradients of" : "gradient of";
        string likeness = first.Field.IsSparse ? ", row by row"
            : Extent(first) is not { Length: > 0 } extent ? ""
            : alike.Count > 1 ? $", each of the {extent} of its parameter"
            : $", of the same {extent}";
        _writer.Line().Line($"/// <summary>The {of} {names}{likeness}.</summary>");
        string space = Sums ? GeneratedMemberNames.GradientSpan : _model.Arena + "[1]";
        _writer.Line(first is OwnedParameter owned
            ? OwnedEmitter.Declaration(owned, member, space)
            : $"{string.Join(", ", alike.Skip(1).Select(p => Identifiers.Escape(p.Field.Name)).Prepend(member.Head))};");
    }

    private static string Extent(ModelParameter p) =>
        p is FieldParameter { Storage: var storage } ? storage.Extent : p.Field.IsScalar ? "" : "length";

    // The members of gradients that can be added up.
    private void EmitWhole()
    {
        _submodels.EmitMembers();
        if (_model.Layout is not null)
        {
            _writer.Line().Line("/// <summary>All gradients of partial properties, laid out as the parameters are.</summary>");
            _writer.Line($"{_model.GradientMembers.Head(GeneratedMemberNames.GradientSpan)} => {_model.Arena}[{_space}];");
        }

        _writer.Line().Line($"/// <summary>Sets the gradients to 0{(_submodels.Any ? ", and those of the submodels" : "")}.</summary>");
        using (_writer.Block(_model.GradientMembers.Head(GeneratedMemberNames.ZeroGradients)))
        {
            if (_model.IsDerived)
                _writer.Line($"base.{GeneratedMemberNames.ZeroGradients}();");

            if (_submodels.Any)
                _submodels.EmitZeroOwn();
            foreach (FieldParameter p in _model.Fields)
                LoopEmitter.Emit(_writer, p, index => _writer.Line(ZeroEmitter.Cleared(p, p.Name + index)), value: p.Name);
            if (_model.Layout is not null)
                _writer.Line($"{GeneratedMemberNames.GradientSpan}.Clear();");
            _submodels.EmitZeroMade();
        }
    }
}
