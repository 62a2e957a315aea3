using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Aten.One("add.Tensor", this, target);

        public Tensor add(Tensor target, Scalar alpha) => Aten.One("add.Tensor", this, target, alpha);

        public Tensor add(Scalar scalar) => Aten.One("add.Scalar", this, scalar);

        public Tensor add(Scalar scalar, Scalar alpha) => Aten.One("add.Scalar", this, scalar, alpha);

        public Tensor add_(Tensor target) => Aten.InPlace("add_.Tensor", this, target);

        public Tensor add_(Tensor target, Scalar alpha) => Aten.InPlace("add_.Tensor", this, target, alpha);

        public Tensor add_(Scalar scalar) => Aten.InPlace("add_.Scalar", this, scalar);

        public Tensor add_(Scalar scalar, Scalar alpha) => Aten.InPlace("add_.Scalar", this, scalar, alpha);

        public Tensor sub(Tensor target) => Aten.One("sub.Tensor", this, target);

        public Tensor sub(Scalar target) => Aten.One("sub.Scalar", this, target);

        public Tensor subtract(Tensor target) => sub(target);

        public Tensor subtract(Scalar target) => sub(target);

        public Tensor sub_(Tensor target) => Aten.InPlace("sub_.Tensor", this, target);

        public Tensor sub_(Scalar target) => Aten.InPlace("sub_.Scalar", this, target);

        public Tensor mul(Tensor target) => Aten.One("mul.Tensor", this, target);

        public Tensor mul(Scalar target) => Aten.One("mul.Scalar", this, target);

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor mul_(Tensor target) => Aten.InPlace("mul_.Tensor", this, target);

        public Tensor mul_(Scalar target) => Aten.InPlace("mul_.Scalar", this, target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Aten.One("div.Tensor_mode", this, target, Name(rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Aten.One("div.Scalar_mode", this, target, Name(rounding_mode));

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Aten.InPlace("div_.Tensor_mode", this, target, Name(rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Aten.InPlace("div_.Scalar_mode", this, target, Name(rounding_mode));

        public Tensor floor_divide(Tensor other) => Aten.One("floor_divide", this, other);

        public Tensor floor_divide(Scalar other) => Aten.One("floor_divide.Scalar", this, other);

        public Tensor fmod(Tensor target) => Aten.One("fmod.Tensor", this, target);

        public Tensor fmod(Scalar scalar) => Aten.One("fmod.Scalar", this, scalar);

        public Tensor remainder(Tensor target) => Aten.One("remainder.Tensor", this, target);

        public Tensor remainder(Scalar scalar) => Aten.One("remainder.Scalar", this, scalar);

        public Tensor remainder_(Tensor target) => Aten.InPlace("remainder_.Tensor", this, target);

        public Tensor remainder_(Scalar scalar) => Aten.InPlace("remainder_.Scalar", this, scalar);

        public Tensor pow(Tensor exponent) => Aten.One("pow.Tensor_Tensor", this, exponent);

        public Tensor pow(Scalar exponent) => Aten.One("pow.Tensor_Scalar", this, exponent);

        public Tensor pow_(Tensor exponent) => Aten.InPlace("pow_.Tensor", this, exponent);

        public Tensor pow_(Scalar exponent) => Aten.InPlace("pow_.Scalar", this, exponent);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.One("addcmul", this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.InPlace("addcmul_", this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Aten.One("addcdiv", this, tensor1, tensor2);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.One("addcdiv", this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Aten.InPlace("addcdiv_", this, tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.InPlace("addcdiv_", this, tensor1, tensor2, value);

        public Tensor bitwise_and(Tensor other) => Aten.One("bitwise_and.Tensor", this, other);

        public Tensor bitwise_or(Tensor other) => Aten.One("bitwise_or.Tensor", this, other);

        public Tensor bitwise_xor(Tensor other) => Aten.One("bitwise_xor.Tensor", this, other);

        public Tensor bitwise_not() => Aten.One("bitwise_not", this);

        public Tensor logical_and(Tensor other) => Aten.One("logical_and", this, other);

        public Tensor logical_or(Tensor other) => Aten.One("logical_or", this, other);

        public Tensor logical_xor(Tensor other) => Aten.One("logical_xor", this, other);

        public Tensor logaddexp(Tensor other) => Aten.One("logaddexp", this, other);

        public Tensor fill_(Scalar value) => Aten.InPlace("fill_.Scalar", this, value);

        public Tensor zero_() => Aten.InPlace("zero_", this);

        private static Value Name(RoundingMode mode) => mode == RoundingMode.None ? Value.None : mode.ToString();
    }
}
