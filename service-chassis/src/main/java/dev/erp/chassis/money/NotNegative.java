package dev.erp.chassis.money;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Zero or more, for money and quantities; null is fine. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {NotNegative.OfMoney.class, NotNegative.OfQuantity.class})
public @interface NotNegative {

    String message() default "must be 0 or more";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** For money. */
    final class OfMoney implements ConstraintValidator<NotNegative, Money> {
        @Override
        public boolean isValid(Money money, ConstraintValidatorContext context) {
            return money == null || !money.isNegative();
        }
    }

    /** For quantities. */
    final class OfQuantity implements ConstraintValidator<NotNegative, Quantity> {
        @Override
        public boolean isValid(Quantity quantity, ConstraintValidatorContext context) {
            return quantity == null || !quantity.isNegative();
        }
    }
}
